"""Money at the counter: what a fee comes to, the cash ledger, its closing, the bank's statement. Pure."""
