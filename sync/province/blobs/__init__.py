"""Attachments at rest, behind five verbs."""
