"""Mở quầy: who works here, and the passphrase."""
