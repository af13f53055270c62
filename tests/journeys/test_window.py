"""The main job in a real window, by real keys: what was typed is read back by commands, not by the window."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.province import running_province, start_province
from tests.support.xdesk import (
    ADMINISTRATOR,
    CLERK,
    Office,
    Screen,
    a_desk,
    missing_tools,
    plain_environment,
    unlocked,
    wait_for,
)

pytestmark = [pytest.mark.journey, pytest.mark.window, pytest.mark.xdist_group("window")]

needs_a_screen = pytest.mark.skipif(bool(missing_tools()), reason=f"no real window without {missing_tools()}")

COPY = "2.000815"
CARD = "066204000022||Y Mẫu Niê|20112004|Nam|Thôn Thử Hai, xã Thử Nghiệm, Đắk Lắk|05032022"
APPLICANT = {
    "full_name": "Y Mẫu Niê",
    "citizen_id": "066204000022",
    "birth_date": "2004-11-20",
    "sex": "Nam",
    "address": "Thôn Thử Hai, xã Thử Nghiệm, Đắk Lắk",
    "phone": "0905000022",
}
TITLE = "Bằng tốt nghiệp đại học Thử Nghiệm"
PROMISE_S = 1.0
"""What stands in the window for this long is on the disk."""


def copy_begun(screen: Screen, office: Office) -> None:
    """Open the intake, find the procedure by type-ahead, paste the citizen's card, type the phone number."""
    with screen.another_picture():
        screen.key("F2")
    with screen.another_picture(1.0):
        screen.text("ban sao tu ban chinh")
    screen.key("Return")
    wait_for("the draft", lambda: [draft["procedure"] for draft in office.drafts()] == [COPY])
    screen.shown()
    screen.paste(CARD)
    screen.key("Return")
    wait_for("the citizen", lambda: office.drafts()[0]["applicant"] == APPLICANT["full_name"])
    screen.shown()
    screen.text(APPLICANT["phone"])


def received(screen: Screen, office: Office) -> dict[str, Any]:
    """Tick the first paper, receive and print; return the dossier as a command shows it."""
    screen.key("alt+4", "space", "F8")
    row = wait_for("the dossier", office.dossiers)[0]
    wait_for("the paper", lambda: any(office.papers.iterdir()))
    screen.shown()
    shown: dict[str, Any] = office(CLERK, "show", row["number"])["dossier"]
    return shown


def assert_as_typed(dossier: dict[str, Any], *, pages: int, copies: int, fee: int) -> None:
    doc = dossier["doc"]
    assert (doc["procedure"], doc["received_by"], doc["applicant"]) == (COPY, CLERK, APPLICANT)
    assert doc["content"]["documents"] == [
        {"title": TITLE, "issuer": "vietnam", "pages": pages, "copies": copies, "fee": fee}
    ]
    assert doc["content"]["requester"] == {
        "requester_name": APPLICANT["full_name"],
        "requester_id": APPLICANT["citizen_id"],
        "requester_phone": APPLICANT["phone"],
    }
    assert [paper["handed_in"] for paper in doc["papers"]] == [True, False]


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """An enrolled desk whose province is down, and one certified copy received in its window meanwhile."""
    folder = tmp_path_factory.mktemp("morning")
    office = Office(folder)
    with running_province(folder) as province:
        office.enrol(province)
    with a_desk(office) as screen:
        unlocked(screen, office)
        copy_begun(screen, office)
        screen.key("alt+3", "Tab", "Tab", "Tab")
        screen.text(TITLE)
        screen.key("Tab", "Tab")
        screen.text("3")
        screen.key("Tab")
        screen.text("12")
        dossier = received(screen, office)
        port = int(province.url.rpartition(":")[2])
        yield SimpleNamespace(screen=screen, office=office, dossier=dossier, home=province.home, port=port)


@needs_a_screen
def test_a_clerk_receives_by_keyboard_alone_while_the_line_is_down(morning: SimpleNamespace) -> None:
    office, dossier = morning.office, morning.dossier
    assert_as_typed(dossier, pages=3, copies=12, fee=60_000)
    assert (dossier["truth"], dossier["status"], dossier["official_code"]) == ("waiting", "received", "")
    assert office.drafts() == []

    (paper,) = office.papers.iterdir()
    printed = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    assert dossier["number"] in printed.stdout
    assert APPLICANT["full_name"] in printed.stdout

    assert set(office.asked()) == {"failed"}
    line = office(CLERK, "sync", "status")["sync"]
    assert (line["waiting"], line["last_contact"], line["bytes_up"]) == (1, None, 0)
    assert "Traceback" not in office.said()


@needs_a_screen
def test_a_stopped_province_comes_back_and_signs_for_it(morning: SimpleNamespace) -> None:
    office, screen = morning.office, morning.screen
    assert "made" not in office.asked()
    province = start_province(morning.home, morning.port)
    try:
        with screen.another_picture():
            screen.key("F9")
        screen.key("F5")
        (row,) = wait_for("the signature", lambda: office.dossiers("--truth", "accepted"))
        (there,) = province.cli("list")["dossiers"]
    finally:
        province.stop()
    assert "made" in office.asked(), "the hook counts nothing, so it proves nothing about the time before"
    assert row["official_code"].startswith("H15.24.184-")
    for fact in ("id", "number", "official_code", "status", "applicant", "received_at", "due_at"):
        assert row[fact] == there[fact], fact
    assert row["number"] == morning.dossier["number"]
    screen.shown()
    assert "Traceback" not in office.said()


@needs_a_screen
def test_kill_9_in_mid_form_loses_nothing_that_was_typed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with running_province(tmp_path) as province:
        office.enrol(province)
    with a_desk(office) as screen:
        unlocked(screen, office)
        copy_begun(screen, office)
        screen.key("alt+3", "Tab", "Tab", "Tab")
        screen.text(TITLE)
        screen.key("Tab", "Tab")
        screen.text("37")
        screen.shown()
        time.sleep(PROMISE_S)
        office.kill_window()
        assert office.dossiers() == []
    with a_desk(office) as screen:
        unlocked(screen, office)
        with screen.another_picture(2.0):
            screen.key("Tab", "Return")
        screen.key("alt+3", *["Tab"] * 6)
        screen.text("2")
        dossier = received(screen, office)
    assert_as_typed(dossier, pages=37, copies=2, fee=78_000)
    assert office.drafts() == []
    assert office(ADMINISTRATOR, "audit", "verify")["audit"]["whole"] is True


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":64999"}], ids=["none", "one that is dead"])
def test_a_desk_without_a_screen_says_so_and_does_not_run_unseen(
    tmp_path: Path, display: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "desktop_app", "--home", str(tmp_path / "desk"), "desk"]
    env = plain_environment(**{"PATH": str(tmp_path)} | display)
    ran = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 3
    assert ran.stderr.startswith("Phiên làm việc này không có màn hình nên không mở được cửa sổ.\n")
    assert "motcua --help" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "desk").exists()
    said = subprocess.run(
        [*command[:3], "--json", *command[3:]], env=env, capture_output=True, timeout=60, check=False
    )
    assert json.loads(said.stdout)["error"] == "No display can be reached from this session."
