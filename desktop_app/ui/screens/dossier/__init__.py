"""Hồ sơ: one dossier, its truth, and what may be done next."""
