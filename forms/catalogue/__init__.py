"""The published lists, as data: procedures, units, days off, forms."""
