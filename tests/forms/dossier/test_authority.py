"""Every path has one owner."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.dossier.authority import AUTHORITY, PROVINCE_PATHS, owner_of


def test_no_path_has_two_owners():
    paths = [path for path, _ in AUTHORITY]
    assert len(paths) == len(set(paths)) == 37


@pytest.mark.parametrize(
    ("path", "owner"),
    [("/applicant/phone", "clerk"), ("/applicant", "clerk"), ("/contact/email", "contact"), ("/status", "province"),
     ("/due_at/x", "province"), ("/number", "birth"), ("/fees/-", "append"), ("/attachments/ab", "attachments"),
     ("/applicants", None), ("/", None), ("", None), ("applicant", None)],
)  # fmt: skip
def test_the_owner_of_a_path_is_the_owner_of_its_first_step(path, owner):
    assert owner_of(path) == owner


def test_the_province_owns_what_the_desk_must_not_write():
    assert set(PROVINCE_PATHS) == {"/status", "/official_code", "/due_at", "/officer", "/supplement_request", "/decision", "/result", "/refusal", "/hand_overs", "/apology", "/payment_request", "/receipt_due_at"}


def test_the_table_in_the_documents_is_the_table_in_force():
    lines = (Path(__file__).parents[3] / "docs" / "sync.md").read_text("utf-8").splitlines()
    start = lines.index("| paths | owner | written by | together with others |") + 2
    told = dict[str, str]()
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        paths, owner = (cell.strip() for cell in line.split("|")[1:3])
        told |= dict.fromkeys(re.findall(r"`(/\w+)`", paths), owner)
    assert told == dict(AUTHORITY)
