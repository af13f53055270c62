"""The province's data on disk: embedded SQLite behind the ports, numbered SQL, passwords' hashes."""
