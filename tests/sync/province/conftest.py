"""One real province for the tests of its HTTP side: two communes, a free port, TLS."""

import json

import pytest

from sync.province.__main__ import main
from tests.support.browser import Browser
from tests.support.device import WireDevice
from tests.support.province import PASSWORD, running_province

COMMUNES = ("24184", "24190")


@pytest.fixture(scope="session")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("province"), *COMMUNES) as running:
        yield running


@pytest.fixture(scope="session")
def short_history(tmp_path_factory):
    """A province of its own for tests that make history short: every desk of the others would take a snapshot."""
    with running_province(tmp_path_factory.mktemp("short"), *COMMUNES) as running:
        yield running


@pytest.fixture
def device(province):
    return WireDevice.enrol(province.url, province.ca_path, province.enrol_code(COMMUNES[0]))


@pytest.fixture
def elsewhere(province):
    return WireDevice.enrol(province.url, province.ca_path, province.enrol_code(COMMUNES[1]))


@pytest.fixture
def browser(province):
    made = Browser(province)
    yield made
    made.session.close()


@pytest.fixture
def officer(browser):
    assert browser.sign_in().status_code == 200
    return browser


@pytest.fixture
def record(device):
    made = device.receive("Nguyễn Thị Thử Nghiệm")
    device.exchange()
    return made


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Commands in this process, on one home: (exit code, object)."""

    def call(*words, home="province"):
        monkeypatch.setenv("MOTCUA_PASSPHRASE", PASSWORD)
        code = main(["--home", str(tmp_path / home), "--json", *map(str, words)])
        return code, json.loads(capsys.readouterr().out)

    return call
