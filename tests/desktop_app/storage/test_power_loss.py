"""The power goes at any moment: the store opens, is whole, and holds everything that was promised before.

`MOTCUA_POWER_CUTS` asks for more moments than the few of every day (`make weather`).
"""

import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from desktop_app.errors import DeskError
from sync.core.stamp import chain_next, chain_start
from tests.support.fakes import FakeDice
from tests.support.office import Office
from tests.support.power import ForgetfulDisk, can_record, record

ROOT = Path(__file__).parents[3]
CUTS = int(os.environ.get("MOTCUA_POWER_CUTS", "40"))


class Recorded:
    """A folder as it was before, where it stood, and everything that was done to it."""

    def __init__(self, folder: Path, how: str) -> None:
        office = Office(folder / "office")
        office.enrol()
        office.receive("Người Có Từ Trước")
        office.open.close()
        self.home, self.before = office.home, folder / "before"
        shutil.copytree(self.home, self.before)
        command = [sys.executable, "-m", "tests.desktop_app.storage.power_child", str(self.home), "3", how]
        self.acts = record(command, folder / "trace", ROOT)

    def disk(self) -> ForgetfulDisk:
        """The disk as it was before the program ran."""
        return ForgetfulDisk(self.before, self.home)

    def cut(self, there: Path, rng: Random) -> list[list[str]]:
        """Leave in a folder what a power cut at some moment may leave; returns what had been promised."""
        ours = [n for n, act in enumerate(self.acts, 1) if act.what == "say" or act.path.startswith(str(self.home))]
        disk, moment = self.disk(), rng.choice(ours)
        for act in self.acts[:moment]:
            disk.do(act)
        there.mkdir()
        disk.after_a_cut(there, rng)
        said = b"".join(act.data for act in self.acts[:moment] if act.what == "say").decode()
        return [line.split() for line in said.split("\n")[:-1]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return a_record(tmp_path_factory.mktemp("power"), "careful")


def a_record(folder: Path, how: str) -> Recorded:
    reason = can_record()
    if reason:
        pytest.skip(reason)
    return Recorded(folder, how)


def test_the_record_plays_to_the_very_files_that_were_left(recorded: Recorded) -> None:
    disk = recorded.disk()
    for act in recorded.acts:
        disk.do(act)
    for name in ("office.db", "witness"):
        assert disk.safe(recorded.home / name) == (recorded.home / name).read_bytes()


@pytest.mark.parametrize("cut", range(CUTS))
def test_whatever_was_promised_outlives_a_power_cut(recorded: Recorded, tmp_path: Path, cut: int) -> None:
    promised = recorded.cut(tmp_path / "office", Random(cut))
    hold(Office(tmp_path / "office", dice=FakeDice(1000 + cut)), promised)


def test_a_store_that_does_not_wait_for_its_disk_is_found_out(tmp_path: Path) -> None:
    careless = a_record(tmp_path, "careless")
    for cut in range(60):
        there = tmp_path / f"cut{cut}"
        promised = careless.cut(there, Random(cut))
        try:
            hold(Office(there, dice=FakeDice(1000 + cut)), promised)
        except (AssertionError, DeskError):
            return
    pytest.fail("sixty power cuts, and no lost fsync was noticed")


def hold(office: Office, promised: list[list[str]]) -> None:
    """The promises of the words that were said before the cut."""
    assert office.open._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    office.again()  # folds the WAL in: until then pages of the store itself may be torn, and the WAL has them
    ask = office.open._connection.execute
    assert ask("PRAGMA cipher_integrity_check").fetchall() == []
    said = {what: [word for that, word in promised if that == what] for what, _ in promised}
    held = {str(row[0]) for row in ask("SELECT lower(hex(id)) FROM dossiers")}
    assert {word.replace("-", "") for word in said.get("dossier", [])} <= held
    for name in said.get("scan", []):
        with office.work() as work:
            assert b"".join(work.blobs.read(name)) == b"%PDF thu nghiem" * 4000
    judged = ask("SELECT count(*) FROM events WHERE own = 1 AND verdict IS NOT NULL").fetchone()[0]
    if "verdicts" in said:  # all of them, until the rewind that comes after the new line takes them back
        assert judged >= int(said["verdicts"][0]) or (judged == 0 and "line" in said)
    if "rewound" in said:
        assert judged == 0
    with office.open.replica() as replica:
        who = replica.identity()
        assert "line" not in said or who.epoch.hex() == said["line"][0]
        assert replica.witness_agrees()
        chain = chain_start(who.dev, who.epoch)
        for row in replica.pending(0, 1000):
            chain = chain_next(chain, row.eid, sha256(row.raw).digest())
            assert row.chain == chain
    with office.work() as work:
        assert work.audit.verify().broken_at is None
    office.receive("Người Sau Khi Có Điện")
    office.open.close()
