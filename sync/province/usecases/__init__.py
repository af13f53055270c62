"""What the province does: one verb, one file, one transaction."""
