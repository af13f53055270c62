"""The 571 procedures of the province's export: imported whole, doubted by name, published only when answered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from forms.catalogue import review as reviews
from forms.catalogue.drafting import draft_of
from forms.catalogue.export import read_export
from forms.catalogue.kinds import checked
from forms.catalogue.package import Head, PackageKind
from forms.catalogue.publishing import package_of
from forms.catalogue.read import read_edition, shipped_versions
from forms.catalogue.review import Answer, begin
from forms.catalogue.traps import WORDS, Choice, Trap
from forms.errors import RuleError
from tests.support.shared import shared

SET = {
    "time_limit": {"unit": "working_day", "value": "5"}, "fee": {"kind": "unknown", "note": "hỏi lại tỉnh"},
    "result": "Văn bản trả lời", "agency": "Ủy ban nhân dân cấp xã", "source": "Quyết định thử", "papers": [],
}  # fmt: skip


def answer_to(flag):
    """What a person might answer: the first choice offered, with a value where it needs one."""
    choice = WORDS[flag.trap].choices[0]
    value = SET[WORDS[flag.trap].field] if choice is Choice.SET else None
    return Answer(flag.id, choice, "Nguyễn Thị Thử Nghiệm", "đã đối chiếu văn bản", value)


@pytest.fixture(scope="module")
def full():
    rows = shared("procedures_full.json")
    return rows, begin(read_export(json.dumps(rows).encode()))


@pytest.fixture(scope="module")
def curated():
    rows = shared("procedures.json")
    return rows, begin(read_export(json.dumps(rows).encode()))


@pytest.fixture(scope="module")
def answered(full):
    return reviews.with_answers(full[1], [answer_to(flag) for flag in full[1].flags])


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text or "").lower())


def codes(review, trap):
    return {flag.code for flag in review.flags if flag.trap is trap}


def test_all_571_are_read(full):
    source, review = full
    assert len(source) == len(review.rows) == 571
    assert sum(len(row["documents"]) for row in review.rows) == sum(len(row["documents"]) for row in source)


def test_none_loses_a_paper(full, answered):
    """Against the source itself: every paper's words stand in a paper of the record, but for what an office writes."""
    entries = {entry["code"]: entry for entry in answered.publishable()[0]}
    assert len(entries) == 571
    lost = []
    for row in full[0]:
        kept = [set(words(paper["name"])) for paper in entries[row["code"]]["papers"]]
        for paper in row["documents"]:
            cut = paper["name"].endswith("…") and paper.get("full_text")
            named = set(words(paper["full_text"] if cut else paper["name"]))
            if not any(named <= names for names in kept) and row["code"] not in ("1.013967", "1.010092"):
                lost.append((row["code"], paper["name"]))
    assert lost == []


def test_none_loses_a_copy_or_a_kind(full):
    for row in full[0]:
        made = draft_of(row)["papers"]
        assert [(p["originals"], p["copies"], p["kind"]) for p in made] == [
            (p["copies_original"], p["copies_copy"], p["kind"]) for p in row["documents"]
        ]


def test_none_loses_a_fee(full):
    for row in full[0]:
        fee, note = draft_of(row)["fee"], draft_of(row)["fee"]["note"]
        stated, online = row["fee_vnd"], row["fee_online_vnd"]
        if row.get("fee_decided_by"):
            assert fee["kind"] == "local"
            assert not stated or f"{stated:,}".replace(",", ".") in note, row["code"]
        elif stated is None:
            assert fee["kind"] == "unknown"
        elif stated == 0:
            assert fee["kind"] == "free"
        else:
            assert (fee["kind"], fee["amount"]) == ("fixed", stated), row["code"]
        if online is not None and online != stated:
            assert f"{online:,}".replace(",", ".") in note, row["code"]
        assert Counter(words(row["fee_note"])) <= Counter(words(note)), row["code"]


def test_results_and_replaced_papers_come_along(full):
    for row in full[0]:
        entry = draft_of(row)
        assert {one["name"] for one in row["results"]} == {one["name"] for one in entry.get("results", [])}
        assert [one["document"] for one in row["data_replaces"]] == [one["document"] for one in entry.get("data_replaces", [])]


KNOWN = {
    Trap.FEE_TINY: {"1.000034", "1.007855", "1.007878", "1.007885", "1.009096", "1.012680", "1.009094"},
    Trap.FEE_CORRECTED: {"2.001827", "1.003133"},
    Trap.FEE_FOREIGN: {"1.009094"},
    Trap.FEE_BY_CHANNEL: {"1.001612", "1.004222"},
    Trap.LIMIT_LONG: {"1.000005", "1.007740", "1.009092", "1.007878"} - {"1.007878"},
    Trap.LIMIT_BY_CHANNEL: {"1.010040", "1.010041", "1.003677", "3.000228", "1.013225", "1.012753", "1.012812", "1.013967"},
    Trap.LIMIT_FROM_TEXT: {"1.003956", "1.004498", "1.004656", "1.004680", "1.009824", "1.014801"},
    Trap.UNIT_GUESSED: {"1.014034", "1.014035", "2.002226", "2.002228", "2.002165"},
    Trap.LIMIT_WITHOUT_VALUE: {"1.011606"},
    Trap.PAPER_REPEATED: {"1.014062", "2.002228", "1.013226", "1.013949", "1.013967", "1.010092"},
    Trap.NONE_REQUIRED: {"2.001159", "2.002228", "2.002642", "1.010091", "1.010092", "2.002165"},
    Trap.PAPER_OF_OFFICE: {"1.013967", "1.010092"},
    Trap.CASES: {"1.004222", "1.004194"},
    Trap.UNVERIFIED: {"1.004194", "1.002755", "2.000635", "2.002516", "1.004859"},
    Trap.LIMIT_NOTE: {"1.013967", "1.012753", "1.004859"},
}  # fmt: skip


@pytest.mark.parametrize("trap", KNOWN, ids=lambda trap: trap.value)
def test_a_known_defect_is_named(full, trap):
    assert KNOWN[trap] <= codes(full[1], trap)


def test_the_counts_of_known_defects_hold(full):
    counts = {trap: len(codes(full[1], trap)) for trap in Trap}
    assert counts[Trap.UNIT_MISSING] == 18 + 1, "eighteen without a limit, 1.115148 with a bare 0"
    assert counts[Trap.UNIT_GUESSED] == 148
    assert counts[Trap.LIMIT_LONG] >= 28
    assert counts[Trap.LIMIT_BY_CHANNEL] >= 50
    assert counts[Trap.PAPER_REPEATED] >= 83
    assert counts[Trap.NONE_REQUIRED] == 126
    assert counts[Trap.NO_PAPERS] == 32
    assert counts[Trap.FEE_LOCAL] == 59
    assert counts[Trap.NOT_AT_A_DESK] >= 235


def test_the_curated_file_shows_its_own_defects(curated):
    _, review = curated
    assert {"1.001776", "1.014027", "2.000286", "3.000182"} <= codes(review, Trap.UNVERIFIED)
    assert {"2.002307", "2.002308", "3.000182"} <= codes(review, Trap.UNIT_MISSING)
    assert len(codes(review, Trap.AGENCY_MISSING)) == 49
    assert "2.000942" in codes(review, Trap.AGENCY_PROSE)
    assert len(codes(review, Trap.PAPERS_CONDENSED)) == 30
    assert len(codes(review, Trap.SOURCE_MISSING)) == 14


def test_every_record_with_an_open_flag_is_held_back(full):
    _, review = full
    entries, answers = review.publishable()
    flagged = {flag.code for flag in review.flags}
    assert {entry["code"] for entry in entries} == {row["code"] for row in review.rows} - flagged
    assert answers == []


def test_answered_and_packed_all_571_are_in_force_by_one_package(answered):
    raw = package_of(answered, Head(PackageKind.PROCEDURES, "tinh-2026.12", date(2026, 12, 1)), shipped_versions())
    edition = read_edition(checked(raw))
    assert len(edition.procedures) == 571
    assert package_of(answered, Head(PackageKind.PROCEDURES, "tinh-2026.12", date(2026, 12, 1)), shipped_versions()) == raw


def test_a_review_is_read_back_as_it_was_written(answered):
    assert reviews.read_review(answered.spelt()) == answered


def test_an_export_of_another_shape_is_refused_with_row_and_column(full):
    source = full[0]
    for column, value in (("fee_vnd", "20000"), ("fee_vnd", -1), ("documents", {}), ("name", ""), ("surprise", 1)):
        with pytest.raises(RuleError) as caught:
            read_export(json.dumps([source[0], {**source[1], column: value}]).encode())
        assert caught.value.where == {"row": "2", "column": column}
