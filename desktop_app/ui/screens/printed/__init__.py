"""Sổ biên nhận: every number given to a citizen, and where it stands with the province."""
