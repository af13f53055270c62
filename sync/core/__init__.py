"""The protocol, sans I/O: frames, chains, events, merge, phases. No dossier, clock or socket here."""
