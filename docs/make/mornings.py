"""Invented mornings at invented counters: what travels, as the dictionary of the frames is to know it.

One seed gives the same bytes on every machine. Nobody named here exists: people are put together from lists
of common syllables, their numbers are dice. Procedures and papers are those that dictionary 1 was trained on:
they stay in a file of their own, for the catalogue goes on changing and a dictionary does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from forms.catalogue.read import parse
from forms.catalogue.shelf import shipped_form
from forms.catalogue.units import shipped as communes
from forms.dossier.calendar import VN
from forms.dossier.dossier import (
    Attachment,
    Decision,
    FeeTaken,
    HandedPaper,
    Happening,
    Intake,
    attach,
    correct,
    instant,
    receive,
    take_fee,
)
from forms.dossier.people import Applicant
from forms.dossier.procedure import Procedure
from forms.dossier.projection import project
from forms.xforms.definition import FormDefinition
from forms.xforms.entry import FormEntry
from forms.xforms.read import read_form
from sync.core.event import Event, compose
from sync.core.feed import Meta, Row
from sync.core.ids import uuid7
from sync.core.messages import (
    Answer,
    EventsHeader,
    FeedFrame,
    FeedNotice,
    Head,
    Mark,
    ScopeMark,
    write_events,
)
from sync.core.signing import Address
from sync.core.verdict import OK

FAMILY = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
    *("Dương", "Lý", "Nông", "Hà", "Y", "H’"),
)
MIDDLE = (
    *("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Thu", "Kim", "Hồng", "Công"),
    "Anh",
)
GIVEN = (
    *("An", "Anh", "Bình", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hiếu", "Hoa", "Hùng"),
    *("Hương", "Lan", "Linh", "Long", "Mai", "Minh", "Nam", "Nga", "Phong"),
)
HAMLET = ("Buôn", "Thôn", "Tổ dân phố", "Khối", "Ấp")
PEOPLES = ("kinh", "e_de", "m_nong")
TITLES = ("Giấy khai sinh", "Bằng tốt nghiệp", "Căn cước công dân", "Giấy chứng nhận quyền sử dụng đất")
SAID = (
    "Công dân xin nhận kết quả qua bưu chính.",
    "Đã gọi điện báo công dân đến nhận kết quả.",
    "Bản chính đã đối chiếu.",
)
TRAINED_ON = parse(Path(__file__).with_name("procedures_of_dictionary_1.json").read_bytes())
MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=VN)


@dataclass
class Morning:
    """One counter, one morning: its events and the messages that carry them.

    Attributes:
        dice: of this morning.
        now: moves on with every event.
    """

    dice: Random
    now: datetime = MORNING
    _forms: dict[str, FormDefinition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the counter."""
        self.now += timedelta(days=self.dice.randrange(300), seconds=self.dice.randrange(9000))
        self.commune = self.dice.choice(list(communes().communes.values()))
        self.clerk = self.dice.choice(("an", "binh", "mai", "lan", "tuan", "motcua1", "quantri"))
        self.address = Address(*(self.dice.randbytes(size) for size in (16, 8, 8)))
        self.n = self.dice.randrange(1, 4000)

    def dossier(self, procedure: Procedure) -> list[Event]:
        """Receive one dossier and let one thing more happen to it."""
        record = self._id()
        intake = self._intake(procedure)
        events = [self._event(record, *happening) for happening in receive(intake)]
        doc: dict[str, Any] | None = None
        for event in events:
            doc = project(doc, event.kind, event.payload, actor=event.actor, at=event.at)
        assert doc is not None
        later = self.dice.choice((self._corrected, self._added, self._decided))(doc)
        return events + [self._event(record, *happening, base=len(events)) for happening in later]

    def province(self, record: UUID) -> list[Event]:
        """What the province adds to a submitted dossier."""
        unit = f"H15.{self._digits(2)}.{self._digits(2)}"
        code = f"{unit}-{self.now:%y%m%d}-{self._digits(4)}"
        due = instant(self.now + timedelta(days=self.dice.randrange(1, 20)))
        said = (Happening("code.assign", {"code": code}), Happening("state.set", {"/due_at": due}))
        return [self._event(record, *one, base=2 + n, actor="province") for n, one in enumerate(said)]

    def events_body(self, events: Sequence[Event]) -> bytes:
        """Spell an EVENTS frame's body."""
        header = EventsHeader(self.n, self.dice.randbytes(16), len(events))
        self.n += len(events)
        return write_events(header, [event.raw for event in events])

    def feed_body(self, events: Sequence[Event], *, whole: bool) -> bytes:
        """Spell a FEED frame's body; without `whole` the asker's own bodies stay away."""
        rows = [
            Row(
                Meta(self.n + n, event.eid, n + 1, event.at, OK).to_bytes(),
                event.raw if whole or event.actor == "province" else b"",
            )
            for n, event in enumerate(events)
        ]
        return FeedFrame(self._scope, self.n, self.dice.randbytes(16), tuple(rows)).to_bytes()

    def head(self) -> bytes:
        """Spell a HEAD frame's body."""
        feed = ScopeMark(self._scope, self.dice.randrange(40_000), self.dice.randbytes(16))
        return Head(
            self.address, self._mark(), self.n, (feed,), self.dice.randbytes(16), self.dice.randrange(9000),
            audit=self._mark(), now=instant(self.now), dicts=(1,),
        ).to_bytes()  # fmt: skip

    def answer(self) -> bytes:
        """Spell an ANSWER frame's body."""
        begin = self.dice.randrange(40_000)
        notice = FeedNotice(self._scope, begin, begin + self.dice.randrange(8), self.dice.randbytes(16))
        return Answer(
            self.address, 1, instant(self.now), self.dice.randbytes(16), self.n, self.dice.randbytes(16),
            feeds=(notice,), audit=self._mark(),
        ).to_bytes()  # fmt: skip

    @property
    def _scope(self) -> str:
        return f"c:{self.commune.code}"

    def _intake(self, procedure: Procedure) -> Intake:
        content, form = self._content(procedure)
        taken = FeeTaken(self.dice.choice((8000, 15000, 50000)), self._digits(7), "Lệ phí")
        return Intake(
            procedure=procedure,
            edition=TRAINED_ON.edition,
            number=f"T-{self.commune.code}-{self._letters(4)}-{self._digits(5)}-{self._letters(4)}",
            office=self.commune.code,
            received_at=self.now,
            received_by=self.clerk,
            promised_due_at=self.now + timedelta(hours=self.dice.randrange(400)),
            applicant=self._person(),
            principal=self._person() if self._one_in(10) else None,
            content=content,
            form=form,
            papers=tuple(
                HandedPaper(p.name, p.originals, p.copies, handed_in=p.required) for p in procedure.papers
            ),
            return_by=self.dice.choice(("desk", "desk", "post")),
            attachments=(self._file(),) if self._one_in(3) else (),
            fees=(taken,) if self._one_in(3) else (),
        )

    def _corrected(self, doc: dict[str, Any]) -> Sequence[Happening]:
        path = self.dice.choice(
            ("/applicant/phone", "/applicant/address", "/applicant/full_name", "/contact")
        )
        person = self._person()
        values = {
            "/applicant/phone": person.phone,
            "/applicant/address": person.address,
            "/applicant/full_name": person.full_name,
            "/contact": {"phone": person.phone, "email": ""},
        }
        return correct(doc, {path: values[path]})

    def _added(self, _doc: dict[str, Any]) -> Sequence[Happening]:
        taken = FeeTaken(self.dice.choice((8000, 15000)), self._digits(7), "Lệ phí")
        return [Happening("note", {"text": self.dice.choice(SAID)}), attach(self._file()), take_fee(taken)]

    def _decided(self, _doc: dict[str, Any]) -> Sequence[Happening]:
        number = f"{self.dice.randrange(1, 900)}/{self.now:%Y}"
        decision = Decision("granted", self._name(), self.now, "Đủ điều kiện.", number)
        args = {
            "outcome": decision.outcome, "signer": decision.signer, "decided_at": instant(self.now),
            "summary": decision.summary, "result_number": number,
        }  # fmt: skip
        handed = {"receiver": self._name(), "signer": decision.signer, "returned_at": instant(self.now)}
        return [
            Happening("cmd", {"name": "accept", "args": {"officer": self._name()}, "expected": "submitted"}),
            Happening("cmd", {"name": "decide", "args": args, "expected": "processing"}),
            Happening("cmd", {"name": "deliver_result", "args": handed, "expected": "decided"}),
        ]

    def _content(self, procedure: Procedure) -> tuple[dict[str, Any], dict[str, str] | None]:
        if procedure.form_id is None:
            return {}, None
        if procedure.form_id not in self._forms:
            self._forms[procedure.form_id] = read_form(shipped_form(procedure.form_id))
        definition = self._forms[procedure.form_id]
        answers = {"1.001193": self._birth, "2.000815": self._copies, "1.004873": self._single}[
            procedure.form_id
        ]()
        entry = FormEntry.start(definition, now=self.now, new_uuid=lambda: str(self._id()), answers=answers)
        # What was not asked stood in records when dictionary 1 was made.
        unasked: dict[str, Any] = {"residences": [{}]} if procedure.form_id == "1.004873" else {}
        return unasked | entry.as_json(), {"id": definition.id, "form_version": definition.version}

    def _birth(self) -> dict[str, Any]:
        child = {
            "child_name": self._name(),
            "child_birth_date": (self.now - timedelta(days=self.dice.randrange(1, 50))).date().isoformat(),
            "child_sex": self.dice.choice(("male", "female")),
            "child_ethnicity": self.dice.choice(PEOPLES),
            "child_birth_place": f"Trạm Y tế {self._place()}",
            "child_home_town": self._place(),
        }
        mother = {
            "mother_name": self._name(),
            "mother_birth_year": self.dice.randrange(1975, 2007),
            "mother_ethnicity": self.dice.choice(PEOPLES),
            "mother_residence": self._home(),
        }
        relation = self.dice.choice(("mother", "father", "grandparent", "relative"))
        return {
            "requester": {"requester_relation": relation},
            "child": child,
            "mother": mother,
            "father": {"parents_married": "no", "father_known": "no"},
            "copies_wanted": {"copies": self.dice.randrange(4)},
        }

    def _copies(self) -> dict[str, Any]:
        pages = self.dice.randrange
        papers = [
            {"title": self.dice.choice(TITLES), "pages": pages(1, 9), "copies": pages(1, 6)} for _ in range(2)
        ]
        return {"documents": papers[: self.dice.randrange(1, 3)]}

    def _single(self) -> dict[str, Any]:
        use = {"purpose": self.dice.choice(("property", "loan")), "copies": self.dice.randrange(1, 4)}
        person = {"ethnicity": self.dice.choice(PEOPLES)}
        return {"person": person, "marriage": {"status": "single"}, "use": use}

    def _person(self) -> Applicant:
        woman, year = self._one_in(2), self.dice.randrange(1950, 2006)
        born = f"{year}-{self.dice.randrange(1, 13):02d}-{self.dice.randrange(1, 29):02d}"
        number = f"066{int(woman)}{year % 100:02d}{self._digits(6)}"
        phone = f"0{self.dice.choice('35789')}{self._digits(8)}"
        return Applicant(self._name(), number, born, "Nữ" if woman else "Nam", self._home(), phone)

    def _file(self) -> Attachment:
        size, title = self.dice.randrange(20_000, 400_000), self.dice.choice(TITLES)
        return Attachment(self.dice.randbytes(32).hex(), size, "image/jpeg", "paper", title)

    def _event(
        self, record: UUID, kind: str, payload: dict[str, Any], base: int = 0, actor: str = ""
    ) -> Event:
        self.now += timedelta(seconds=self.dice.randrange(1, 240))
        after = self._id() if base or kind != "dossier.new" else None
        return compose(
            eid=self._id(), record=record, kind=kind, base=base, after=after, payload=payload,
            actor=actor or self.clerk, at=instant(self.now), salt=self.dice.randbytes(16),
        )  # fmt: skip

    def _id(self) -> UUID:
        return uuid7(int(self.now.timestamp() * 1000), self.dice.randbytes(10))

    def _mark(self) -> Mark:
        return Mark(self.dice.randrange(9000), self.dice.randbytes(16))

    def _name(self) -> str:
        return " ".join(self.dice.choice(some) for some in (FAMILY, MIDDLE, GIVEN))

    def _home(self) -> str:
        return f"{self.dice.choice(HAMLET)} {self.dice.choice(GIVEN)}, {self._place()}"

    def _place(self) -> str:
        unit = self.dice.choice(list(communes().communes.values())) if self._one_in(3) else self.commune
        return f"{unit.type} {unit.name}, tỉnh Đắk Lắk"

    def _one_in(self, n: int) -> bool:
        return not self.dice.randrange(n)

    def _digits(self, count: int) -> str:
        return "".join(self.dice.choices("0123456789", k=count))

    def _letters(self, count: int) -> str:
        return "".join(self.dice.choices("23456789ABCDEFGHJKLMNPQRSTVWXYZ", k=count))


def bodies(seed: str, rounds: int) -> Iterator[bytes]:
    """Give the bodies of the frames of many rounds.

    Args:
        seed: names the dice.
        rounds: how many; each receives one dossier, and the feed of it follows.

    Yields:
        Plain bodies: HEAD, EVENTS, ANSWER, FEED as its author and as another desk sees it.
    """
    procedures = list(TRAINED_ON.procedures)
    common = [procedure for procedure in procedures if procedure.form_id]
    forms: dict[str, FormDefinition] = {}
    for n in range(rounds):
        morning = Morning(Random(f"{seed}/{n}"), _forms=forms)
        procedure = common[n % len(common)] if n % 2 else procedures[n // 2 % len(procedures)]
        events = morning.dossier(procedure)
        said = morning.province(events[0].record)
        yield morning.head()
        yield morning.events_body(events)
        yield morning.answer()
        yield morning.feed_body([*events, *said], whole=False)
        yield morning.feed_body([*events, *said], whole=True)
