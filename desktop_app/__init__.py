"""The commune's desk: what the clerk sees and does, and where it is kept."""
