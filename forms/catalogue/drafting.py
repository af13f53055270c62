"""A row of the province's export → a procedure as our lists spell it, and what an answer changes about it.

Here: the mapping, pure. Not here: what is doubtful (`doubts`), who answers (`review`), reading our own
spelling (`read_procedure`). Nothing is left out: every paper, both prices, every result.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from forms.text.figures import dong
from forms.text.fold import fold

if TYPE_CHECKING:
    from forms.catalogue.export import Row

Entry = dict[str, Any]
"""A procedure as our lists spell it."""

FREE_WORDS: Final = ("mien phi", "khong thu", "khong ", "khong co")
SHORT_MAX: Final = 70
_UNITS: Final = {
    "ngay_lam_viec": "working_day",
    "ngay": "calendar_day",
    "gio": "hour",
    "trong_ngay": "same_day",
    "theo_dot": "campaign",
}
_LEAD: Final = re.compile(r"^thủ tục ", re.IGNORECASE)
_HAS_WORDS: Final = re.compile(r"\w")
_COMMUNE: Final = "Ủy ban nhân dân cấp xã"
NAMELESS: Final = "Giấy tờ không ghi tên trên trang gốc"
ANY_DAY: Final = date.min
"""For checking an entry before its list has a day."""


def draft_of(row: Row) -> Entry:
    """Return the procedure of a row, as well as the row says it.

    What the row leaves open is left open: no limit where it has none, a fee `unknown` where none is stated.

    Args:
        row: A row, shape checked.
    """
    name = _one_line(row["name"])
    short = _LEAD.sub("", name)
    entry: Entry = {
        "code": row["code"],
        "name": name,
        "field": row.get("field") or "–",
        "papers": [_paper(paper) for paper in row["documents"]],
        "fee": _fee(row),
        "decided_at": "province",
        "agency": row.get("handler") or _COMMUNE,
        "source": "; ".join(part for part in (row.get("decision"), row.get("source_url")) if part) or "–",
        "exactness": _exactness(row),
    }
    if len(short) <= SHORT_MAX and short != name:
        entry["short_name"] = short[:1].upper() + short[1:]
    limit = _limit(row.get("time_limit"))
    if limit is not None:
        entry["time_limit"] = limit
    if row.get("results"):
        results = list({result["name"]: result for result in row["results"]}.values())
        entry["result"] = _one_line(results[0]["name"])
        entry["results"] = [{"name": r["name"], "code": r.get("code") or ""} for r in results]
    if row.get("data_replaces"):
        entry["data_replaces"] = _replaces(row, entry["papers"])
    return entry


def paper_name(paper: dict[str, Any]) -> str:
    """Return what a paper is called: its short name, or the whole text where that was cut."""
    name, whole = _one_line(paper["name"]), _one_line(paper.get("full_text") or "")
    if not name:
        others = (whole, paper.get("form_file") or "", paper.get("section") or "")
        return next((_one_line(text) for text in others if _HAS_WORDS.search(text)), NAMELESS)
    return whole if whole and name.endswith(("…", "/", ",", ":")) else name


def exclusive(entry: Entry) -> Entry:
    """Make the headings of the papers cases of which a dossier has exactly one."""
    cases = dict.fromkeys(paper["case"] for paper in entry["papers"] if paper.get("case"))
    return {**entry, "cases": [{"name": case} for case in cases]}


def conditions(entry: Entry) -> Entry:
    """Leave the headings as conditions: no paper of one is required of everybody."""
    papers = [
        {**paper, "required": bool(paper["required"] and not paper.get("case"))} for paper in entry["papers"]
    ]
    for paper in papers:
        paper.pop("required_in_case", None)
    return {**entry, "papers": papers}


def merged(entry: Entry) -> Entry:
    """Put papers of one name and one case together; the larger numbers stand, required if one was."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for paper in entry["papers"]:
        key = (fold(paper["name"]), paper.get("case", "") if entry.get("cases") else "")
        kept = found.setdefault(key, dict(paper))
        for column in ("originals", "copies"):
            kept[column] = max(kept[column], paper[column])
        kept["required"] = kept["required"] or paper["required"]
        if paper.get("required_in_case"):
            kept["required_in_case"] = True
        if not entry.get("cases") and kept.get("case") != paper.get("case"):
            kept.pop("case", None)
    return {**entry, "papers": list(found.values())}


def settled(entry: Entry) -> Entry:
    """Return a procedure without what its answers left hanging: cases nobody made, links to papers gone."""
    if not entry.get("cases") and any(paper.get("required_in_case") for paper in entry["papers"]):
        entry = conditions(entry)
    names = {paper["name"] for paper in entry["papers"] if isinstance(paper, dict)}
    if entry.get("data_replaces"):
        rows = [one if one.get("paper") in names else _unlinked(one) for one in entry["data_replaces"]]
        entry = {**entry, "data_replaces": rows}
    return entry


def _unlinked(one: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in one.items() if name != "paper"}


def cleaned(value: Any) -> Any:
    """Return a value with every text composed, Ð as Đ, and nothing that cannot be printed."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value.translate({0xD0: "Đ", 0xF0: "đ"}))
        return "".join(
            letter
            for letter in text
            if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cn")
        )
    if isinstance(value, dict):
        return {name: cleaned(inner) for name, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


def _paper(paper: dict[str, Any]) -> dict[str, Any]:
    made = {
        "name": paper_name(paper),
        "originals": paper["copies_original"],
        "copies": paper["copies_copy"],
        "required": bool(paper.get("required")) and not paper.get("case"),
        "kind": paper["kind"],
    }
    if paper.get("case"):
        made |= {"case": _one_line(paper["case"])}
        if paper.get("required_in_case") or paper.get("required"):
            made["required_in_case"] = True
    return made


def _limit(limit: dict[str, Any] | None) -> dict[str, str] | None:
    unit = _UNITS.get((limit or {}).get("unit") or "")
    if limit is None or unit is None:
        return None
    made = {"unit": unit}
    if unit not in ("same_day", "campaign"):
        if not limit.get("value"):
            return None
        made["value"] = str(limit["value"])
    if limit.get("cutoff") and unit == "same_day":
        made["cutoff"] = limit["cutoff"]
    if limit.get("extendable"):
        made["extendable"] = "agreement"
    return made


def _fee(row: Row) -> dict[str, Any]:
    """Return the fee at the desk; the price online and the portal's words stand in the note."""
    fee, online, note = row.get("fee_vnd"), row.get("fee_online_vnd"), _one_line(row.get("fee_note") or "")
    if online is not None and online != fee:
        note = f"Trực tuyến: {dong(online)}. {note}"
    if row.get("fee_decided_by"):
        stated = f"Trang gốc ghi {dong(fee)}. " if fee else ""
        return {"kind": "local", "note": f"{stated}{note}".strip() or "–"}
    if fee is None:
        return {"kind": "unknown", "note": note or "–"}
    return {"kind": "fixed", "amount": fee, "note": note} if fee else {"kind": "free", "note": note}


def _replaces(row: Row, papers: list[dict[str, Any]]) -> list[dict[str, str]]:
    made = []
    for one in row["data_replaces"]:
        words = fold(one["document"].split("(")[0])
        named = [paper["name"] for paper in papers if words and words in fold(paper["name"])]
        spelt = {"document": one["document"], "database": one["database"], "agency": one.get("agency") or ""}
        made.append({**spelt, "paper": named[0]} if len(named) == 1 else spelt)
    return made


def _exactness(row: Row) -> str:
    said = [row.get("exactness") or "–"]
    said += [
        f"{label}: {row[column]}"
        for column, label in (("time_source", "time limit"), ("fee_source", "fee"))
        if row.get(column)
    ]
    said += [f"time limit: {note}" for note in ((row.get("time_limit") or {}).get("note"),) if note]
    return "; ".join(said)


def _one_line(text: str) -> str:
    return " ".join(text.split())
