"""The verbs of the desk: one file, one verb, one transaction. No clock, no disk, no line, no toolkit; a verb never calls a verb."""
