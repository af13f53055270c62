"""Quyết định tại quầy: by a commune officer who did not receive the dossier, where the catalogue says desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecideDossier:
    """`outcome` is granted or rejected; `signer` defaults to the officer's own name, the date is the desk's today."""

    dossier_id: str
    outcome: str
    summary: str
    result_number: str = ""
    signer: str = ""
