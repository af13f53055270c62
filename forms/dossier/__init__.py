"""The law of the desk: what a dossier is, what may happen to it, and when it is due."""
