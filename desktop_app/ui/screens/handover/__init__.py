"""Bàn giao máy: whether this machine holds nothing that the province has not signed for."""
