"""Xem trước biểu mẫu: an author's form at the desk, what is wrong with it, and its publication."""
