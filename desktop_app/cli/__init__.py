"""Every verb as a command: the table, the parsing, what is printed. Nothing is decided and no store is opened here."""
