-- Who closed what could not be taken in by its line, and why; its bytes stay.
ALTER TABLE quarantine ADD COLUMN closed_by text, ADD COLUMN closed_why text;
