"""Every verb as a command: the table, the parsing, what is printed. No decision, no store is opened here."""
