"""HTTP only: parse, ask a verb, answer. No rule is decided here."""
