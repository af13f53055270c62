"""Random histories on real stores: bad lines, files set back, clones, a province of yesterday, floors; all end equal.

The simulator walks the same histories by the ten thousand on stores in memory; here a few go through SQLCipher.
`MOTCUA_HISTORIES` asks for more (`make weather`).
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from forms.dossier.dossier import Happening
from sync.core.phases import STOPPED
from sync.province.usecases.compact_scope import compact_scope
from tests.simulation.roads import Road
from tests.support.fakes import FakeDice
from tests.support.office import Office
from tests.support.paired import (
    SCOPE,
    StraightLine,
    a_province,
    a_round,
    assert_equal,
    commune_of,
    enrol,
    receive,
)

HISTORIES = int(os.environ.get("MOTCUA_HISTORIES", "6"))
STEPS = 40


class History:
    """Two desks of one commune and a province; what happens is drawn from one seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng, self.province = folder, Random(seed), a_province()
        self.desks, self.roads, self.copies = list[Office](), list[Road](), dict[int, Path]()
        self.written = list[dict[bytes, bytes]]()
        for n, tag in enumerate(("K7Q2", "A1B2")):
            self.backup = self.province.backup()  # the last desk enrols after it: a restore forgets it
            desk = Office(folder / f"desk{n}", dice=FakeDice(seed * 100 + n))
            enrol(desk, self.province, tag)
            self._join(desk)
        self.trace = list[str]()

    def step(self) -> None:
        """Let one thing happen, and look at what must always hold."""
        kinds: list[tuple[Callable[[int], None], int]] = [
            (self.receives, 4), (self.notes, 3), (self.edits, 4), (self.talks, 8), (self.late, 1), (self.copied, 2),
            (self.set_back, 1), (self.cloned, 1), (self.backed_up, 1), (self.province_set_back, 1), (self.compacted, 1),
        ]  # fmt: skip
        what = self.rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        n = self.rng.randrange(len(self.desks))
        self.trace.append(f"{n}: {what.__name__}")
        what(n)
        for desk, known in zip(self.desks, self.written, strict=True):
            self._look(desk, known)

    def at_rest(self) -> None:
        """The weather clears, and all talk until nothing waits."""
        for road in self.roads:
            while road.late:
                road.deliver_late()
        for _ in range(20):
            for n, desk in enumerate(self.desks):
                report = a_round(desk, StraightLine(self.province))
                self.trace.append(f"{n}: {report.phase} {report.trouble}")
                self._resume(desk)
            if all(self._rests(desk) for desk in self.desks):
                return
        raise AssertionError("never came to rest")

    def receives(self, n: int) -> None:
        receive(self.desks[n], f"Người Thử {self.rng.randrange(10)}")

    def notes(self, n: int) -> None:
        self._books(n, lambda: Happening("note", {"text": "Ghi chú thử"}))

    def edits(self, n: int) -> None:
        phone = f"091200{self.rng.randrange(3)}111"
        self._books(n, lambda: Happening("fields.set", {"/applicant/phone": phone}))

    def talks(self, n: int) -> None:
        a_round(self.desks[n], self.roads[n])

    def late(self, n: int) -> None:
        self.roads[n].deliver_late()

    def copied(self, n: int) -> None:
        self.desks[n].open.close()
        self.copies[n] = self.folder / f"copy{n}-{len(self.trace)}"
        shutil.copytree(self.desks[n].home, self.copies[n])
        self.desks[n].unlock("thu")

    def set_back(self, n: int) -> None:
        if n not in self.copies:
            return
        desk = self.desks[n]
        desk.open.close()
        today = self.folder / "today"
        desk.home.rename(today)
        shutil.copytree(self.copies[n], desk.home)
        if self.rng.random() < 0.5 and (today / "witness").exists():
            shutil.copy(today / "witness", desk.home / "witness")
        shutil.rmtree(today)
        desk.unlock("thu")
        self.written[n] = {}

    def cloned(self, n: int) -> None:
        if len(self.desks) > 2 or n not in self.copies:
            return
        home = self.folder / "clone"
        shutil.copytree(self.copies[n], home)
        self._join(Office(home, dice=FakeDice(self.rng.randrange(1 << 30))))

    def backed_up(self, _n: int) -> None:
        self.backup = self.province.backup()

    def province_set_back(self, _n: int) -> None:
        self.province.restore(self.backup)

    def compacted(self, _n: int) -> None:
        compact_scope(SCOPE, self.province.house)

    def _join(self, desk: Office) -> None:
        self.desks.append(desk)
        self.roads.append(Road(self.rng, self.province))
        self.written.append({})

    def _books(self, n: int, happening: Callable[[], Happening]) -> None:
        rows = self.desks[n].open._connection.execute("SELECT id FROM dossiers ORDER BY n").fetchall()
        if rows:
            self.desks[n].book(UUID(bytes=self.rng.choice(rows)[0]), happening(), verb="correct_dossier")

    def _look(self, desk: Office, known: dict[bytes, bytes]) -> None:
        """What holds at every moment: nothing deleted (G, S8), confirmed is committed (D, I8), waiting never left (T)."""
        ask, logged = desk.open._connection.execute, commune_of(self.province).events
        held = dict(ask("SELECT eid, raw FROM events WHERE own = 1").fetchall())
        assert known.items() <= held.items(), "an event is gone from its own disk"
        known.update(held)
        line = "FROM events e JOIN stamps s ON s.event = e.n JOIN device d ON d.epoch = s.epoch, road r"
        timeline = self.province.house.ledger.timeline()
        for (eid,) in ask(f"SELECT e.eid {line} WHERE s.seq <= r.acked AND r.timeline = ?", (timeline,)):
            assert UUID(bytes=eid) in logged, "confirmed, yet not committed"
        if not self.copies:
            for (eid,) in ask(f"SELECT e.eid {line} WHERE s.seq > r.sent_through"):
                assert UUID(bytes=eid) not in logged, "shown as waiting, yet at the province"

    def _resume(self, desk: Office) -> None:
        """A person lets a stopped desk go on."""
        with desk.open.replica() as replica:
            if replica.phase() in STOPPED:
                self.trace.append(f"resumed: {replica.resume('quantri', desk.clock.now())}")

    def _rests(self, desk: Office) -> bool:
        with desk.open.replica() as replica:
            drained = replica.acked() == replica.last_seq()
            return drained and replica.cursors()[0].seq == len(commune_of(self.province).feed)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_every_history_on_real_stores_ends_equal(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    try:
        for _ in range(STEPS):
            history.step()
        history.at_rest()
        for desk in history.desks:
            assert_equal(desk, history.province)
            desk.open.close()
    except BaseException as error:
        error.add_note("\n".join(history.trace))
        raise
