"""Hồ sơ giả định: invented dossiers of invented citizens, for measuring; the same seed, the same dossiers.

No list of real people stands here; every name ends in a word that says it is a trial.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, TypeVar

from desktop_app.errors import NOT_ENROLLED, DeskError
from desktop_app.ports import Desk, FormShelf, OpenWork
from forms.catalogue.catalogue import Catalogue
from forms.dossier.calendar import WorkCalendar
from forms.dossier.dossier import HandedPaper, Intake, receive
from forms.dossier.due_dates import due_at
from forms.dossier.people import Applicant
from forms.dossier.procedure import Procedure, Unit

T = TypeVar("T")
BATCH: Final = 100
"""Dossiers in one transaction: neither holding the store for minutes nor syncing the disk each time."""
SPREAD_MINUTES: Final = 20 * 24 * 60

_FAMILY: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Y", "H’", "Đặng", "Bùi", "Đỗ", "Nông", "Vi")
_MIDDLE: Final = ("Văn", "Thị", "Minh", "Ngọc", "Đức", "Thu", "Bích", "Quốc", "Hồng", "Thanh")
_GIVEN: Final = (
    "An",
    "Bình",
    "Cường",
    "Dung",
    "Giang",
    "Hạnh",
    "Khánh",
    "Lan",
    "Mẫu",
    "Nga",
    "Phúc",
    "Sơn",
    "Tú",
    "Yến",
)
_TRIAL: Final = ("Thử", "Nghiệm", "Mẫu", "Giả")
_HAMLET: Final = ("Buôn Thử Một", "Buôn Thử Hai", "Thôn Mẫu Ba", "Thôn Mẫu Bốn", "Tổ dân phố Thử Năm")


@dataclass(frozen=True, slots=True)
class SeedDossiers:
    """How many, and from which seed."""

    count: int
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was written: the numbers of the first and the last dossier."""

    count: int
    first: str
    last: str


class _Draw:
    """Dice that fall the same way for the same seed."""

    def __init__(self, seed: int, index: int) -> None:
        self._state = sha256(f"motcua/seed/{seed}/{index}".encode()).digest()

    def below(self, limit: int) -> int:
        self._state = sha256(self._state).digest()
        return int.from_bytes(self._state[:8], "big") % limit

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]


def seed_dossiers(
    order: SeedDossiers, desk: Desk, shelf: FormShelf, calendar: WorkCalendar, open_work: OpenWork
) -> Seeded:
    """Receive invented dossiers of procedures that have no e-form, as if in the last three weeks.

    Args:
        order: How many.
        desk: The shift.
        shelf: The catalogue.
        calendar: The office's calendar.
        open_work: The store.

    Raises:
        DeskError: NOT_ALLOWED, NOT_ENROLLED, DISK_FULL.
    """
    desk.require("seed_dossiers")
    if desk.tag is None:
        raise DeskError(NOT_ENROLLED)
    season = _Season(desk, shelf.catalogue(), calendar, desk.now())
    numbers: list[str] = []
    for batch in _batches(order.count):
        with open_work() as work:
            for index in batch:
                record = desk.new_id()
                number = work.numbers.next_provisional(record)
                intake = season.intake(_Draw(order.seed, index), number)
                work.book(record, receive(intake), verb="seed_dossiers")
                numbers.append(number)
            work.commit()
    return Seeded(len(numbers), *((numbers[0], numbers[-1]) if numbers else ("", "")))


def _batches(count: int) -> Iterator[range]:
    for start in range(0, count, BATCH):
        yield range(start, min(start + BATCH, count))


@dataclass(frozen=True, slots=True)
class _Season:
    """What all dossiers of one seed share."""

    desk: Desk
    catalogue: Catalogue
    calendar: WorkCalendar
    now: datetime

    def intake(self, draw: _Draw, number: str) -> Intake:
        procedure = draw.one([p for p in self.catalogue.procedures if _is_plain(p)])
        case = procedure.cases[0].name if procedure.cases else ""
        received_at = self.now - timedelta(minutes=draw.below(SPREAD_MINUTES))
        return Intake(
            procedure=procedure,
            edition=procedure.edition,
            number=number,
            office=self.desk.commune,
            received_at=received_at,
            received_by=self.desk.shift.user,
            promised_due_at=due_at(
                procedure.limit_for(case), received_at, self.calendar, remote=self.desk.settings.is_remote
            ),
            applicant=_citizen(draw),
            papers=tuple(
                HandedPaper(paper.name, paper.originals, paper.copies, handed_in=paper.is_needed())
                for paper in procedure.papers_for(case)
            ),
            case=case,
        )


def _is_plain(procedure: Procedure) -> bool:
    return procedure.form_id is None and procedure.time_limit.unit is not Unit.CAMPAIGN


def _citizen(draw: _Draw) -> Applicant:
    woman, year = draw.below(2), 1940 + draw.below(65)
    century = (year - 1900) // 100
    number = f"066{2 * century + woman}{year % 100:02d}{draw.below(1_000_000):06d}"
    name = f"{draw.one(_FAMILY)} {draw.one(_MIDDLE)} {draw.one(_GIVEN)} {draw.one(_TRIAL)}"
    return Applicant(
        full_name=name.replace("’ ", "’"),
        citizen_id=number,
        birth_date=f"{year}-{1 + draw.below(12):02d}-{1 + draw.below(28):02d}",
        sex="Nữ" if woman else "Nam",
        address=f"{draw.one(_HAMLET)}, xã Thử Nghiệm, tỉnh Đắk Lắk",
        phone=f"0905{draw.below(1_000_000):06d}",
    )
