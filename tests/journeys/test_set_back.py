"""Files copied by hand against a province that runs: a desk of yesterday, a cloned desk, a province of yesterday.

The same on stores alone, with every truth compared: tests/desktop_app/storage/test_copies.py.
"""

import shutil

import pytest

from tests.support.counter import Counter
from tests.support.province import running_province, start_province

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("province")]


@pytest.fixture
def province(tmp_path):
    with running_province(tmp_path) as running:
        yield running


@pytest.fixture
def counter(tmp_path, capsys, province):
    made = Counter(tmp_path, capsys)
    made.found()
    made("enrol", "--url", province.url, "--ca", str(province.ca_path), "--code", province.enrol_code(), user="quantri")
    return made


def sent(counter):
    """Rounds until one brings nothing; returns the dossiers by provisional number with what the list says of them."""
    for _ in range(8):
        (counter.home / "pace.json").unlink(missing_ok=True)  # hours lie between them
        facts = counter("sync", "once")["round"]
        if not facts["still_waiting"] + facts["sent"] + facts["pulled"]:
            break
    return {row["number"]: (row["truth"], row["official_code"]) for row in counter("find")["rows"]}


def test_a_desk_of_yesterday_a_twin_and_a_province_of_yesterday_all_end_equal(counter, province, tmp_path, capsys):
    counter.receive()
    sent(counter)
    yesterday = counter.home.with_name("yesterday")
    shutil.copytree(counter.home, yesterday)
    a_desk_of_yesterday(counter, yesterday)
    twin = Counter(tmp_path, capsys)
    twin.home = tmp_path / "twin"
    shutil.copytree(yesterday, twin.home)
    two_machines_of_one_copy(counter, twin)
    a_province_of_yesterday(counter, province, tmp_path / "backup")
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]


def a_desk_of_yesterday(counter, yesterday):
    """What it lost comes back, and no number is printed twice."""
    lost = counter.receive()["receipt"]["number"]
    today = sent(counter)
    shutil.rmtree(counter.home)
    shutil.copytree(yesterday, counter.home)
    back = sent(counter)
    assert back == today
    assert back[lost][0] == "accepted"
    assert counter.receive()["receipt"]["number"][:18] > lost[:18]
    assert {truth for truth, _code in sent(counter).values()} == {"accepted"}


def two_machines_of_one_copy(counter, twin):
    """Both end with everything, each dossier with a code of its own."""
    counter.receive()
    twin.receive()
    for desk in (counter, twin, counter):
        both = sent(desk)
    assert sent(twin) == both
    assert len({code for _truth, code in both.values() if code}) == len(both) == 5


def a_province_of_yesterday(counter, province, backup):
    """It is filled again from the desk, and every code stays."""
    province.cli("backup", "--to", str(backup))
    counter.receive()
    today = sent(counter)
    province.stop()
    province.cli("restore", "--from", str(backup))
    again = start_province(province.home, int(province.url.rsplit(":", 1)[1]))
    try:
        assert sent(counter) == today
    finally:
        again.stop()
