"""Roads for the same frames: HTTPS for the exchange, tus for files. Nothing is decided here."""
