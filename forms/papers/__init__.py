"""The papers the counter hands out: what they say, then how they look."""
