"""Đồng bộ: what is known of the line, and a round now."""
