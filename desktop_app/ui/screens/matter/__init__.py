"""One matter that waits for a person: both sides of it, and the ways out."""
