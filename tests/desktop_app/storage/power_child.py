"""A desk whose every write is recorded: it receives, keeps a scan, hears the feed, begins a new line, is locked.

Prints a word only after what it stands for was promised: written lines are part of the record, too.
"""

import sys
from pathlib import Path
from unittest.mock import patch

from desktop_app.storage import connection
from forms.dossier.dossier import Happening
from sync.core.conflict import Finding
from sync.core.feed import feed_start
from sync.core.ports import Settled
from tests.support.fakes import FakeDice
from tests.support.office import Office, confirm_all

NEW = b"\x0f" * 8


def say(what: str, word: object) -> None:
    sys.stdout.write(f"{what} {word}\n")
    sys.stdout.flush()


def main(home: Path, times: int) -> None:
    office = Office(home, dice=FakeDice(31))
    for _ in range(times):
        say("dossier", office.receive("Người Thử Nghiệm", address="x" * 1500))
    record = office.receive("Người Có Giấy")
    with office.work() as work:
        blob = work.blobs.keep(work.blobs.seal([b"%PDF thu nghiem" * 4000]), "application/pdf")
        add = {"sha256": blob.sha256, "size": blob.size, "type": blob.type, "part": "", "title": "Giấy"}
        work.book(record, [Happening("attach.add", add)], verb="attach_scan")
        work.commit()
    say("scan", blob.sha256)
    confirm_all(office)
    say("verdicts", 2 * times + 6)
    with office.open.replica() as replica:
        replica.restamp(NEW, Finding.FORKED, "thu")
        say("line", NEW.hex())
        replica.settle(Settled(office.clock.now(), contact=True, trouble="", next_try_s=1))
        replica.rewind(feed_start("c:24184"), 2, "thu")
        say("rewound", 0)
    say("dossier", office.receive("Người Sau Cùng"))
    office.open.close()


def careless(home: Path, times: int) -> None:
    """The same on a store that does not wait for its disk: what the tests must notice."""
    with patch.dict(connection._IN_FORCE, {"synchronous": ("OFF", 0)}):
        main(home, times)


if __name__ == "__main__":
    {"careful": main, "careless": careless}[sys.argv[3]](Path(sys.argv[1]), int(sys.argv[2]))
