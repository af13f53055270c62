"""Two desks of one commune that edited the same field without a line: real stores, a real province, commands."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.bootstrap.house import House
from desktop_app.bootstrap.office import Office as DeskOffice
from tests.support.province import Province
from tests.support.xdesk import PASSPHRASE, Office

PHONE, ADDRESS = "/applicant/phone", "/applicant/address"
FIRST = {PHONE: "0905000010", ADDRESS: "Buôn Thử Hai, xã Thử Nghiệm"}
HERE = {PHONE: "0905000011", ADDRESS: "Buôn Thử Ba, xã Thử Nghiệm"}
THERE = {PHONE: "0905000077", ADDRESS: "Thôn Giả Định, xã Thử Nghiệm"}
ANSWERS = {
    "applicant": {
        "full_name": "H’Mẫu Niê",
        "citizen_id": "066190000002",
        "birth_date": "1990",
        "sex": "Nữ",
        "address": FIRST[ADDRESS],
        "phone": FIRST[PHONE],
    },
    "answers": {"documents": [{"title": "Bằng tốt nghiệp", "pages": 3, "copies": 2}]},
}


@dataclass(frozen=True)
class TwoDesks:
    """The desk where the window will be opened, the other one, and the dossier both have."""

    here: Office
    there: Office
    number: str

    def said(self) -> list[dict[str, str]]:
        """What each desk says the two fields are, this one first."""
        return [
            values_of(desk(desk.clerk, "show", self.number)["dossier"]["doc"])
            for desk in (self.here, self.there)
        ]

    @contextmanager
    def opened(self) -> Iterator[DeskOffice]:
        """The office of the first desk as its clerk has it, without a window."""
        office = House().open_office(self.here.home, self.here.clerk, bytearray(PASSPHRASE.encode()))
        try:
            yield office
        finally:
            office.close()

    def sync(self, *desks: Office) -> None:
        """Let desks exchange with the province, in this order."""
        for desk in desks:
            desk(desk.clerk, "sync", "once")


def values_of(doc: dict[str, Any]) -> dict[str, str]:
    """What a document says the two fields are."""
    return {path: doc["applicant"][path.rpartition("/")[2]] for path in FIRST}


def two_desks_in_conflict(folder: Path, province: Province) -> TwoDesks:
    """Have both desks change the same two fields; the other desk's word reaches the province first."""
    here, there = (
        Office(folder / "here"),
        Office(folder / "there", "hai", "Trần Thị Bàn Hai"),
    )
    for desk in (here, there):
        desk.enrol(province)
    answers = folder / "answers.json"
    answers.write_text(json.dumps(ANSWERS, ensure_ascii=False), "utf-8")
    receipt = here(here.clerk, "receive", "--procedure", "2.000815", "--answers", str(answers))["receipt"]
    desks = TwoDesks(here, there, str(receipt["number"]))
    desks.sync(here, there)
    for desk, values in ((here, HERE), (there, THERE)):
        changes = [word for path, value in values.items() for word in ("--set", f"{path}={value}")]
        desk(desk.clerk, "correct", desks.number, *changes)
    desks.sync(there, here)
    return desks
