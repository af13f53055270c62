"""Quy định & danh mục: what the law leaves open, days off, published packages."""
