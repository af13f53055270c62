"""The form engine: ODK XForms with JavaRosa's semantics, no screen, no clock, no dice of its own."""
