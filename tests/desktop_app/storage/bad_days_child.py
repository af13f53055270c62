"""A desk that receives one dossier after another until it is killed or its disk is full; run as a process by tests.

Prints the id of every dossier only after `commit` returned: what is printed is what was promised.
"""

import os
import subprocess
import sys
from pathlib import Path

from desktop_app.errors import DeskError
from tests.support.fakes import FakeDice
from tests.support.office import Office


def main(home: Path, payload: int) -> int:
    office = Office(home, dice=FakeDice(int.from_bytes(os.urandom(8), "big")))
    if not office.desk().tag:
        office.enrol()
    print("open", flush=True)
    while True:
        try:
            print(office.receive("Người Thử Nghiệm", address="x" * payload), flush=True)
        except DeskError as error:
            print("fault", error.fault.sentence, flush=True)
            return 3


def on_a_small_disk(folder: Path, size: str, payload: int) -> "subprocess.CompletedProcess[str]":
    """Run it with `folder` on a file system of its own that is soon full; what is there is copied in and out."""
    script = f"""
        cp -a "{folder}" "{folder}.kept" && mount -t tmpfs -o size={size} small "{folder}" || exit 77
        cp -a "{folder}.kept/." "{folder}/"
        "{sys.executable}" -m tests.desktop_app.storage.bad_days_child "{folder}/office" {payload}
        code=$?
        df --output=avail "{folder}" | tail -1 >&2
        rm -rf "{folder}.kept" && cp -a "{folder}" "{folder}.kept"
        exit $code
    """
    return subprocess.run(["unshare", "-Urm", "sh", "-c", script], capture_output=True, text=True, timeout=120, check=False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
