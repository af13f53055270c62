"""Books in bad weather: two desks of a commune open, hand, lose and enter while lines break and disks are set back."""

from collections import Counter
from random import Random

import pytest

from forms.dossier.book_writes import is_book
from forms.dossier.books import Volume
from sync.core.verdict import Word
from tests.simulation.invariants import Watch
from tests.simulation.people import ADMIN, CLERKS, OFFICER, Desk
from tests.simulation.world import DESKS, Weather, World

STEPS = 80
pytestmark = pytest.mark.slow


class BookDesk(Desk):
    """A desk whose people keep books more often than anything else, lawfully and not."""

    def act(self) -> str:
        return self._keep() if self._rng.random() < 0.6 else super().act()

    def _keep(self) -> str:
        rng, dev = self._rng, self.replica.who.dev.hex()
        volume = Volume("SCT", "Sổ thử", self._commune, 2026, first=7)
        book, record = self.replica.confirmed.get(volume.record), volume.record
        if book is None and any(event.record == record for event in self.replica.own.values()):
            return super().act()  # opened already, and not heard of yet
        if book is None:
            kind, payload, actor = "book.open", {**_facts(volume), "device": dev}, OFFICER
        else:
            kind, payload, actor = self._something_with(book, dev, rng)
        self.write(record, kind, payload, actor)
        return f"{kind} {record}"

    def _something_with(self, book, dev, rng):
        mine = sum(event.record == self._record_of(book) and event.eid not in self.replica.verdicts for event in self.replica.own.values())
        others = sorted({row[end] for row in book["custody"] for end in ("from", "to")} | {dev})
        entry = {"device": dev, "n": book["next"] + mine, "dossier": "", "text": f"máy {dev[:4]}"}
        lost = {"device": dev, "of": book["holder"], "next": book["next"] + rng.randrange(5), "reason": "mất"}
        return rng.choice((
            ("book.entry", entry, rng.choice(CLERKS)),
            ("book.entry", entry, rng.choice(CLERKS)),
            ("book.entry", entry, rng.choice(CLERKS)),
            ("book.entry", {**entry, "n": book["next"] + rng.randrange(-3, 4)}, rng.choice(CLERKS)),
            ("book.hand", {"device": dev, "to": rng.choice(others)}, rng.choice(CLERKS)),
            ("book.lost", lost, rng.choice((ADMIN, ADMIN, OFFICER))),
        ))  # fmt: skip

    def _record_of(self, book):
        return Volume(book["book"], book["title"], book["office"], book["year"], book["volume"]).record


def _facts(volume):
    return {name: getattr(volume, name) for name in ("book", "title", "office", "year", "volume", "first")}


def lived(seed, weather=None):
    """Live one history of desks that keep books; checked at each step and at rest."""
    world = World(seed, weather)
    for n, machine in enumerate(world.machines):
        old = machine.desk
        machine.desk = BookDesk(old.replica, Random(f"{seed} {n}"), world.clock, old._commune, old._tag)
        if n % DESKS:  # the first desk of each commune has named its people already
            machine.desk.name_staff()
    watch = Watch(world)
    for _ in range(STEPS):
        world.step()
        watch.each_step()
    world.settle()
    watch.at_rest()
    return world


def books_of(world):
    for commune in world.province.house.store.communes.values():
        yield from ((commune, state) for state in commune.dossiers.values() if is_book(state.doc))


def test_no_number_stands_twice_and_none_by_who_never_had_custody():
    words, kinds = Counter(), Counter()
    for seed in range(30):
        for commune, state in books_of(lived(seed)):
            _numbers_are_right(seed, state.doc)
            kinds.update("lost" if row.get("lost") else "hand" for row in state.doc["custody"])
            kinds.update(["entry"] * len(state.doc["entries"]))
            of_it = [event.verdict for event in commune.events.values() if event.dossier == state.id]
            words.update((verdict.word.value, verdict.why) for verdict in of_it)
    assert min(kinds[kind] for kind in ("lost", "hand", "entry")) > 5, "the weather proves something"
    assert words[Word.QUARANTINED.value, "custody"] > 5
    assert words[Word.REJECTED.value, "not_authority"] > 5 and words[Word.REJECTED.value, "state"] > 5


def test_the_same_holds_on_whole_disks():
    for seed in range(100, 110):
        for _, state in books_of(lived(seed, Weather(restores=False, clones=False))):
            _numbers_are_right(seed, state.doc)


def _numbers_are_right(seed, doc):
    numbers = [entry["n"] for entry in doc["entries"]]
    assert numbers == sorted(set(numbers)), seed
    assert all(doc["first"] <= n < doc["next"] for n in numbers), seed
    held_by = {row[end] for row in doc["custody"] for end in ("from", "to")} | {doc["holder"]}
    for entry in doc["entries"]:
        assert any(dev.startswith(entry["text"].removeprefix("máy ")) for dev in held_by), seed
