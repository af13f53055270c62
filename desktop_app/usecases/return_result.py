"""Trả kết quả: to the citizen, with date and signer; closes the dossier."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnResult:
    """`receiver` took the result; `signer` signed for it at the desk (default: the receiver)."""

    dossier_id: str
    receiver: str
    signer: str = ""
