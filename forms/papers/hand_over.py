"""Phiếu bàn giao hồ sơ: many dossiers handed to the unit that resolves them, signed by both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.dossier.calendar import local
from forms.papers.about import in_a_cell
from forms.papers.content import Column, Field, Grid, Paper, Prose, Signature, Signatures, Title
from forms.papers.issuer import instant_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from forms.papers.issuer import Issuer

_COLUMNS: Final = (
    Column("STT", 0.8, "centre"),
    Column("Mã hồ sơ", 3.1),
    Column("Thủ tục hành chính", 2.8),
    Column("Người nộp", 2.4),
    Column("Số giấy tờ", 1.1, "centre"),
    Column("Hẹn trả", 1.7, "centre"),
    Column("Ghi chú", 1.4),
)


@dataclass(frozen=True, slots=True)
class HandedDossier:
    """One dossier of the list: code, procedure, person, count of papers, due date."""

    code: str
    procedure: str
    person: str
    papers: int
    due_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Handing:
    """Who hands over to whom, and when.

    Attributes:
        giver: Name of who hands over.
        taker: Name of who takes, or empty: a blank.
        taker_unit: Unit that takes.
        at: Instant.
        serial: Number of the list, or empty.
    """

    giver: str
    taker: str
    taker_unit: str
    at: datetime
    serial: str = ""


def hand_over_paper(issuer: Issuer, handing: Handing, dossiers: tuple[HandedDossier, ...]) -> Paper:
    """Write the list."""
    rows = tuple(
        (
            str(n),
            in_a_cell(one.code),
            one.procedure,
            one.person,
            str(one.papers),
            f"{local(one.due_at):%H:%M\n%d/%m/%Y}" if one.due_at else "",
            one.note,
        )
        for n, one in enumerate(dossiers, start=1)
    )
    return Paper(
        "Phiếu bàn giao hồ sơ",
        (
            issuer.head(handing.serial, "PBG", local(handing.at).date()),
            Title("PHIẾU BÀN GIAO HỒ SƠ"),
            Prose(
                f"Vào {instant_in_words(handing.at)}, {issuer.name} bàn giao cho {handing.taker_unit} "
                "các hồ sơ sau đây:"
            ),
            Grid(_COLUMNS, rows),
            Field("Tổng số hồ sơ bàn giao", f"{len(rows):02d}", is_strong=True),
            Signatures(Signature("BÊN GIAO", handing.giver), Signature("BÊN NHẬN", handing.taker)),
        ),
    )
