"""Invented procedures, citizens and dossiers for tests of the law. Nobody here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from forms.dossier.calendar import VN
from forms.dossier.dossier import HandedPaper, Intake, receive
from forms.dossier.people import Applicant
from forms.dossier.procedure import (
    DecidedAt,
    FeeKind,
    FeeRule,
    PaperKind,
    Procedure,
    RequiredPaper,
    TimeLimit,
    Unit,
)
from forms.dossier.projection import project

AT = "2026-10-05T08:00:00+07:00"
RECEIVED = datetime(2026, 10, 5, 8, 0, tzinfo=VN)
DUE = datetime(2026, 10, 8, 8, 0, tzinfo=VN)
CITIZEN = Applicant(
    "Nguyễn Thị Thử Nghiệm", "066190000001", "1990-05-01", "Nữ", "Buôn Thử, xã Cư M’gar, tỉnh Đắk Lắk", "0901234567"
)


def a_procedure(**changes) -> Procedure:
    """Return a procedure of three papers, decided at the province."""
    made = Procedure(
        code="9.000001",
        name="Đăng ký thử nghiệm",
        short_name="Đăng ký thử",
        field="Thử nghiệm",
        papers=(
            RequiredPaper("Tờ khai thử"),
            RequiredPaper("Văn bản ủy quyền", required=False),
            RequiredPaper("Giấy tờ tùy thân", kind=PaperKind.PRESENT),
        ),
        time_limit=TimeLimit(Unit.WORKING_DAY, Fraction(3)),
        fee=FeeRule(FeeKind.FREE),
        decided_at=DecidedAt.PROVINCE,
        form_id=None,
        result_name="Giấy thử",
        agency="Ủy ban nhân dân cấp xã",
        legal_source="không có",
        exactness="[derived] invented",
    )
    return replace(made, **changes)


def an_intake(**changes) -> Intake:
    """Return an intake of that procedure, with the one required paper."""
    made = Intake(
        procedure=a_procedure(),
        edition="2026.11",
        number="T-24184-K7Q2-00042-YJJV",
        office="24184",
        received_at=RECEIVED,
        received_by="lan",
        promised_due_at=DUE,
        applicant=CITIZEN,
        content={"copies": 2},
        papers=(HandedPaper("Tờ khai thử", 1, 0, handed_in=True),),
    )
    return replace(made, **changes)


def after(doc, *happened, actor="lan", at=AT):
    """Project happenings one after the other."""
    for kind, payload in happened:
        doc = project(doc, kind, payload, actor=actor, at=at)
    return doc


def a_received(**changes) -> dict:
    """Return the document of a received dossier."""
    return after(None, *receive(an_intake(**changes)))


def cmd(name, **args) -> tuple[str, dict]:
    """Return a command as an event carries it."""
    return ("cmd", {"name": name, "args": args, "expected": "-"})
