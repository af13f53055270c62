"""What a volume says of its entries and of who held it, in Vietnamese: on paper and on the screen."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from desktop_app.ports.desk import FormShelf
from desktop_app.ports.lookup import name_of
from forms.dossier.calendar import local
from forms.papers.book_register import BookEntry


def entry_of(
    row: Mapping[str, Any], doc: Mapping[str, Any], names: Mapping[str, str], shelf: FormShelf
) -> BookEntry:
    """Say one entry.

    Args:
        row: Of the volume's document.
        doc: Of the dossier it names; empty where it names none that is here.
        names: Full names by user.
        shelf: Names procedures.
    """
    return BookEntry(
        n=row["n"],
        at=datetime.fromisoformat(row["at"]),
        code=str(doc.get("official_code") or doc.get("number") or ""),
        person=str((doc.get("applicant") or {}).get("full_name") or ""),
        procedure=name_of(shelf, str(doc["procedure"])) if doc else "",
        text=_said(row["text"]),
        by=names.get(row["by"], row["by"]),
    )


def _said(text: str) -> str:
    """Say the instant by which a paper was numbered as a day."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"Giấy ngày {local(at):%d/%m/%Y}" if at.tzinfo else text


def remarks_of(doc: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say each change of custody, and which numbers a lost machine left free."""
    entered, said = {row["n"] for row in doc["entries"]}, list[str]()
    for row in doc["custody"]:
        who, day = names.get(row["by"], row["by"]), f"{day_of(row['at']):%d/%m/%Y}"
        if not row.get("lost"):
            said.append(f"Trước số {row['next']}: bàn giao sổ ngày {day}, người giao {who}.")
            continue
        free = [n for n in range(row["since"], row["next"]) if n not in entered]
        left = f" Còn trống: {_spans(free)}." if free else ""
        said.append(f"Trước số {row['next']}: nhận sổ của máy mất ngày {day}, {who} khai báo.{left}")
    return tuple(said)


def _spans(numbers: list[int]) -> str:
    """Spell rising numbers as spans: `415-430, 433`."""
    spans = list[tuple[int, int]]()
    for n in numbers:
        if spans and spans[-1][1] == n - 1:
            spans[-1] = (spans[-1][0], n)
        else:
            spans.append((n, n))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def day_of(at: str) -> date:
    """Return the local day of an instant."""
    return local(datetime.fromisoformat(at)).date()
