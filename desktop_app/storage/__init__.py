"""SQLCipher's room: the store, its keys, its files. No verb, no screen, no line is known here."""
