"""Danh sách hồ sơ: search, filters, the table."""
