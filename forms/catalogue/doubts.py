"""What is doubtful about a row of the province's export; a row without a flag may be published as it is.

Here: the looking. Not here: the words of each doubt (`traps`), what a person answers (`review`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from forms.catalogue.drafting import FREE_WORDS, paper_name
from forms.catalogue.letters import strange_text, texts_of
from forms.catalogue.old_letters import offer_of, said, unicode_of
from forms.catalogue.traps import Trap
from forms.text.figures import grouped
from forms.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.catalogue.export import Row

LEAST_FEE: Final = 1_000
"""Đồng; no fee is smaller."""
LONG_LIMIT: Final = 60
"""Working days; longer limits are usually minutes or hours."""
AGENCY_LETTERS: Final = 80
COUNT_MAX: Final = 9
"""Copies of one paper; more usually is the number of a form."""
_MEMORY: Final = "[memory]"
_FOREIGN_MONEY: Final = re.compile(r"\bUSD\b|\d+ ?USD|đô la|\bEUR\b|\$", re.IGNORECASE)
_FIGURE: Final = re.compile(
    r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đồng|đ\b|vnđ|vnd|việt nam đồng)", re.IGNORECASE
)
_SAID_BY_PORTAL: Final = re.compile(r"^\s*[\d.,]+\s*(?:VNĐ|Việt Nam Đồng|đồng)\s*\(", re.IGNORECASE)
_GLUED: Final = re.compile(r"mau (?:so )?\d+1 ?ban (?:chinh|sao)")
_OF_OFFICE: Final = (
    "co quan quan ly dat dai trinh",
    "cua ubnd cap xa lap gui",
    "do co quan giai quyet lap",
    "bao cao de xuat va du thao",
)
_OTHER_DESKS: Final = ("hai quan", "thue")


class Flag(NamedTuple):
    """One doubt about one row.

    Attributes:
        code: The procedure's.
        trap: Which kind.
        detail: What was seen, in the words of the export; no two flags of a row share trap.
    """

    code: str
    trap: Trap
    detail: str

    @property
    def id(self) -> str:
        """Its name in answers: `2.001827:fee_tiny`."""
        return f"{self.code}:{self.trap.value}"


def flags_of(rows: list[Row]) -> list[Flag]:
    """Return every doubt about the rows, in their order.

    A row in an old encoding is doubted as it reads in Unicode: who has it converted has answered the rest.

    Args:
        rows: Rows of one export, shape checked.
    """
    read = [unicode_of(row) for row in rows]
    shared = _shared(read)
    found = []
    for row, as_written in zip(read, rows, strict=True):
        offer = "" if row is as_written else said(offer_of(as_written))
        looks = [(Trap.LEGACY_TEXT, offer), *((trap, look(row)) for trap, look in _LOOKS)]
        looks.append((Trap.SHARED_PAGE, shared.get(row["code"], "")))
        found += [Flag(row["code"], trap, detail) for trap, detail in looks if detail]
    return found


def _shared(rows: list[Row]) -> dict[str, str]:
    """Return codes whose page or name another code has too, with that code."""
    found: dict[str, str] = {}
    for column in ("source_url", "name"):
        first: dict[str, str] = {}
        for row in rows:
            value = fold(str(row.get(column) or ""))
            if value and value in first:
                found[row["code"]], found[first[value]] = first[value], row["code"]
            elif value:
                first[value] = row["code"]
    return found


def _limit(row: Row) -> dict[str, Any]:
    return row.get("time_limit") or {}


def _unit_missing(row: Row) -> str:
    """No limit that counts: no unit, or a unit that counts without a number."""
    limit = _limit(row)
    counts = limit.get("value") or limit.get("unit") in ("trong_ngay", "theo_dot")
    return "" if limit.get("unit") and counts else str(limit.get("note") or "–")


def _unit_guessed(row: Row) -> str:
    source = row.get("time_source") or ""
    return f"{_limit(row).get('value')}: {source}" if "không ghi đơn vị" in source else ""


def _without_value(row: Row) -> str:
    limit = _limit(row)
    return str(limit.get("note") or "–") if limit.get("unit") == "theo_dot" else ""


def _from_text(row: Row) -> str:
    source = row.get("time_source") or ""
    return source if "đọc từ" in source else ""


def _long(row: Row) -> str:
    limit = _limit(row)
    value = limit.get("value") or 0
    return str(value) if limit.get("unit") == "ngay_lam_viec" and value > LONG_LIMIT else ""


def _by_channel(row: Row, column: str) -> str:
    said = [(each.get("channel"), each.get(column)) for each in row.get("variants", [])]
    told = {value for _, value in said if value is not None and value != "Không có thông tin"}
    return "; ".join(f"{channel}: {value}" for channel, value in said) if len(told) > 1 else ""


def _limit_note(row: Row) -> str:
    return str(_limit(row).get("note") or "") if _limit(row).get("value") is not None else ""


def _fees(row: Row) -> list[int]:
    stated = [row.get("fee_vnd"), row.get("fee_online_vnd")]
    stated += [each.get("fee") for each in row.get("variants", [])]
    return [fee for fee in stated if fee is not None]


def _tiny(row: Row) -> str:
    tiny = sorted({fee for fee in _fees(row) if 0 < fee < LEAST_FEE})
    return f"{tiny[0]}: {(row.get('fee_note') or '')[:120]}" if tiny and not row.get("fee_source") else ""


def _foreign(row: Row) -> str:
    note = row.get("fee_note") or ""
    found = _FOREIGN_MONEY.search(note)
    return note[:160] if found else ""


def _unlike_note(row: Row) -> str:
    """A fee is doubtful when the note names sums and this one is not among them."""
    fee, note = row.get("fee_vnd"), row.get("fee_note") or ""
    said = _SAID_BY_PORTAL.sub("", note)
    figures = {int(re.sub(r"[.,]", "", figure)) for figure in _FIGURE.findall(said)}
    portal = {each.get("fee") for each in row.get("variants", [])} - {None}
    if fee and figures and fee not in figures:
        return f"{grouped(fee)} / {', '.join(grouped(figure) for figure in sorted(figures))}"
    if not fee and figures and fold(note)[:9] not in FREE_WORDS:
        return f"0 / {', '.join(grouped(figure) for figure in sorted(figures))}"
    if fee and portal and fee not in portal:
        return f"{grouped(fee)} / {', '.join(grouped(figure) for figure in sorted(portal))}"
    return ""


def _unstated(row: Row) -> str:
    return "–" if row.get("fee_vnd") is None else ""


def _no_papers(row: Row) -> str:
    return "" if row["documents"] else "–"


def _none_required(row: Row) -> str:
    papers = row["documents"]
    return str(len(papers)) if papers and not any(paper.get("required") for paper in papers) else ""


def _repeated(row: Row) -> str:
    names = Counter(paper["name"] for paper in row["documents"])
    whole = Counter(paper_name(paper) for paper in row["documents"])
    again = dict.fromkeys(name for counted in (names, whole) for name, times in counted.items() if times > 1)
    return "; ".join(name or "–" for name in again)[:300]


def _unnamed(row: Row) -> str:
    return str(sum(not paper["name"].strip() for paper in row["documents"]) or "")


def _is_note(row: Row) -> str:
    rows = [paper for paper in row["documents"] if not paper["copies_original"] + paper["copies_copy"]]
    return "; ".join(paper["name"] for paper in rows)[:300]


def _count(row: Row) -> str:
    rows = [
        paper
        for paper in row["documents"]
        if max(paper["copies_original"], paper["copies_copy"]) > COUNT_MAX
        or _GLUED.search(fold(paper["name"]))
    ]
    return "; ".join(f"{p['name']} ({p['copies_original']} + {p['copies_copy']})" for p in rows)[:300]


def _of_office(row: Row) -> str:
    return "; ".join(paper["name"] for paper in row["documents"] if is_of_office(paper))[:300]


def is_of_office(paper: dict[str, Any]) -> bool:
    """Tell whether a paper looks like one that the office itself writes."""
    said = fold(f"{paper.get('case') or ''} {paper.get('section') or ''} {paper['name']}")
    return any(words in said for words in _OF_OFFICE)


def _cases(row: Row) -> str:
    cases = dict.fromkeys(paper["case"] for paper in row["documents"] if paper.get("case"))
    return " | ".join(cases)[:400]


def _agency_prose(row: Row) -> str:
    handler = row.get("handler") or ""
    told = [note for note in row.get("notes", []) if "ô cơ quan" in str(note)]
    return handler[:200] if len(handler) > AGENCY_LETTERS else str(told[0])[:200] if told else ""


def _not_at_a_desk(row: Row) -> str:
    field, level = row.get("field") or "", row.get("level") or "Cấp xã"
    elsewhere = any(words in fold(field).split("; ")[0].split(", ")[0] for words in _OTHER_DESKS)
    return f"{field}; {level}" if elsewhere or "Cấp xã" not in level else ""


def _unverified(row: Row) -> str:
    marked = [text for text in texts_of(row) if _MEMORY in text]
    return "; ".join(marked)[:300]


_LOOKS: Final[tuple[tuple[Trap, Callable[[Row], str]], ...]] = (
    (Trap.UNIT_MISSING, _unit_missing),
    (Trap.UNIT_GUESSED, _unit_guessed),
    (Trap.LIMIT_WITHOUT_VALUE, _without_value),
    (Trap.LIMIT_FROM_TEXT, _from_text),
    (Trap.LIMIT_LONG, _long),
    (Trap.LIMIT_BY_CHANNEL, lambda row: _by_channel(row, "time")),
    (Trap.LIMIT_NOTE, _limit_note),
    (Trap.FEE_TINY, _tiny),
    (Trap.FEE_FOREIGN, _foreign),
    (Trap.FEE_UNLIKE_NOTE, _unlike_note),
    (Trap.FEE_CORRECTED, lambda row: row.get("fee_source") or ""),
    (Trap.FEE_UNSTATED, _unstated),
    (Trap.FEE_LOCAL, lambda row: row.get("fee_decided_by") or ""),
    (Trap.FEE_BY_CHANNEL, lambda row: _by_channel(row, "fee")),
    (Trap.NO_PAPERS, _no_papers),
    (Trap.NONE_REQUIRED, _none_required),
    (Trap.PAPER_REPEATED, _repeated),
    (Trap.PAPER_UNNAMED, _unnamed),
    (Trap.PAPER_IS_NOTE, _is_note),
    (Trap.PAPER_COUNT, _count),
    (Trap.PAPER_OF_OFFICE, _of_office),
    (Trap.PAPERS_CONDENSED, lambda row: str(len(row.get("documents_portal", [])) or "")),
    (Trap.CASES, _cases),
    (Trap.AGENCY_PROSE, _agency_prose),
    (Trap.AGENCY_MISSING, lambda row: "" if row.get("handler") else "–"),
    (Trap.RESULT_MISSING, lambda row: "" if row.get("results") else "–"),
    (Trap.SOURCE_MISSING, lambda row: "" if row.get("decision") or row.get("source_url") else "–"),
    (Trap.NOT_AT_A_DESK, _not_at_a_desk),
    (Trap.STRANGE_TEXT, strange_text),
    (Trap.UNVERIFIED, _unverified),
)
