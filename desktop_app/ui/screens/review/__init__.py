"""Duyệt danh mục: every doubt about an imported list, and a person's answer to it."""
