"""The window: what a clerk sees and presses. It speaks verbs; it knows no store, no line, no clock."""
