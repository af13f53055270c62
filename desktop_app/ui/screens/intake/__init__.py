"""Tiếp nhận: from the procedure to the receipt, by keyboard alone."""
