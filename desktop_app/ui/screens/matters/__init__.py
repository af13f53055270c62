"""Cần xử lý: everything that waits for a person, with its age."""
