"""Vietnamese as it is written."""
