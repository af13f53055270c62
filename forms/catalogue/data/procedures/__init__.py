"""Data only; read by `forms.catalogue`."""
