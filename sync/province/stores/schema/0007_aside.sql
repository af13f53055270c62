-- Who closed what could not be taken in by its line, and why; its bytes stay.
ALTER TABLE quarantine ADD COLUMN closed_by TEXT;
ALTER TABLE quarantine ADD COLUMN closed_why TEXT;
