"""The small kit the screens are made of; no widget knows a screen, a verb or a rule of the law."""
