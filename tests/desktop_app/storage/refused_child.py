"""A desk whose disk refuses a write in the middle of a reception; run as a process by tests.

Whoever starts it makes the disk refuse: by a limit on the size of files (`stepped`), or from outside (`once`).
"""

import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from desktop_app.errors import DeskError
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.attach_scan import AttachScan, attach_scan
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.start_entry import StartEntry, start_entry
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from tests.support.fakes import FakeDice
from tests.support.office import Office

SHELF = ShippedShelf()
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "02/03/1990", "sex": "Nữ"}
COPIES = {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]}
STEP = 1024


class Counter:
    """One entry with a scan, to be received."""

    def __init__(self, home: Path) -> None:
        self.office = Office(home, dice=FakeDice(31))
        self.desk = self.office.desk()
        self.work = self.office.open.open_work(self.desk)
        self.draft = start_entry(StartEntry("2.000815"), self.desk, SHELF, self.work).draft_id
        self.receivable = ReceiveDossier("2.000815", CITIZEN, COPIES, draft_id=self.draft, prefill=True)

    def scan(self) -> None:
        attach_scan(AttachScan(self.draft, iter([b"%PDF-1.4 thu" * 2000]), title="quet.pdf"), self.desk, self.work)

    def receive(self) -> None:
        receive_dossier(self.receivable, self.desk, SHELF, CALENDAR, self.work)

    def state(self) -> dict[str, Any]:
        """What there is of the reception, counted in every table that it touches."""
        ask = self.office.open._connection.execute
        tables = ("events", "stamps", "dossiers", "drafts", "search", "transfers", "blobs", "audit")
        counts = {table: ask(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
        return {**counts, "number": ask("SELECT last_number FROM device").fetchone()[0]}

    def sound(self) -> bool:
        ask = self.office.open._connection.execute
        with self.work() as work:
            chained = work.audit.verify().broken_at is None
        return chained and ask("PRAGMA integrity_check").fetchall() == [("ok",)]


def tried(verb: Any) -> str:
    try:
        verb()
    except DeskError as error:
        return str(error.fault.english)
    return "done"


def once(home: Path) -> None:
    """Scan and receive while one write may be refused; then the same again."""
    counter, said = Counter(home), dict[str, Any]()
    before = counter.state()
    print("armed", flush=True)
    said["scan"] = tried(counter.scan)
    between = counter.state()
    said["receive"] = tried(counter.receive)
    after = counter.state()
    print("disarmed", flush=True)
    said["half"] = (said["scan"] != "done" and between != before) or (said["receive"] != "done" and after != between)
    if said["scan"] != "done" and said["receive"] != "done":
        said["scan again"] = tried(counter.scan)
    if said["receive"] != "done":
        said["receive again"] = tried(counter.receive)
    said |= {"sound": counter.sound(), "dossiers": counter.state()["dossiers"], "drafts": counter.state()["drafts"]}
    counter.office.open.close()
    print(json.dumps(said), flush=True)


def stepped(home: Path) -> None:
    """Receive under a limit that lets one more write through each time, until all of them go."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    counter, faults = Counter(home), list[str]()
    counter.scan()
    before, limit, half = counter.state(), 2 * STEP, 0
    while True:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        fault = tried(counter.receive)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if fault == "done":
            break
        faults.append(fault)
        half += counter.state() != before
        limit += STEP
    after = counter.state()
    said = {"tries": len(faults), "faults": sorted(set(faults)), "half": half, "sound": counter.sound()}
    counter.office.open.close()
    print(json.dumps({**said, "received": after["dossiers"] - before["dossiers"], "number": after["number"]}), flush=True)


if __name__ == "__main__":
    {"once": once, "stepped": stepped}[sys.argv[2]](Path(sys.argv[1]))
