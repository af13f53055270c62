"""Signing by keys alone, on a real store with a real key: the administrator declares it, the clerk signs one and many."""

import pytest

from desktop_app.ports.signing import WRONG_PIN
from desktop_app.usecases.find_dossiers import FindDossiers
from tests.support.counter import Counter
from tests.support.real_desk import real_desk, unlock
from tests.support.signers import WORD, a_key_file, judged, needs_pdfsig


@pytest.fixture
def desk(tmp_path, capsys):
    """A founded, enrolled desk with two dossiers whose window shows the gate; a key file lies beside it."""
    counter = Counter(tmp_path, capsys)
    counter.found()
    counter.enrol()
    for _ in range(2):
        counter.receive()
    with real_desk(counter) as window:
        window.folder, window.home = tmp_path, counter.home
        yield window


def signed(window):
    """The signed papers of each dossier, as the store keeps them."""
    office = window.offices[-1]
    found = []
    for row in office.find_dossiers(FindDossiers()).rows:
        files = office.read_dossier(row.id).doc["attachments"]
        with office._work() as work:
            found.append([b"".join(work.blobs.read(sha256)) for sha256 in files])
    return found


@needs_pdfsig
def test_a_key_is_declared_tried_and_signs_one_paper_and_then_many(desk):
    key = a_key_file(desk.folder / "khoa.p12", word=b"1234")
    unlock(desk, "quan tri")
    desk.key("ctrl+q", "f8")
    desk.until(lambda: "Mã PIN để mở thử" in desk.texts())
    desk.type(str(key))
    desk.key("tab", "tab", "tab", "tab")
    desk.type("9999")
    desk.key("ctrl+enter")
    desk.until(lambda: WRONG_PIN.sentence in desk.texts())
    desk.type("1234")
    desk.key("enter")
    desk.until(lambda: "Mã PIN để mở thử" not in desk.texts())
    kept = (desk.home / "office.toml").read_text("utf-8")
    assert str(key) in kept and "1234" not in kept.replace(str(key), "")

    desk.key("ctrl+l")
    unlock(desk, "thu")
    desk.key("enter", "enter")
    desk.until(lambda: desk.page.scope == "dossier")
    desk.key("ctrl+i")
    desk.until(lambda: "Ký số một giấy" in desk.texts())
    office = desk.offices[-1]
    papers = office.list_papers(office.find_dossiers(FindDossiers()).rows[0].id)
    desk.key(str(len(papers) + 1), "tab", "tab")  # signing stands below them
    desk.type("1234")
    desk.key("enter")
    desk.until(lambda: sorted(map(len, signed(desk))) == [0, 1])

    desk.key("escape")
    desk.until(lambda: desk.page.scope == "dossiers")
    desk.key("enter", "spacebar", "down", "spacebar", "ctrl+y", "1")
    desk.type("1234")
    desk.key("enter")
    desk.until(lambda: sorted(map(len, signed(desk))) == [1, 2])
    for pdf in (pdf for papers in signed(desk) for pdf in papers):
        assert "Signature is Valid" in judged(pdf, desk.folder)
    assert WORD not in b"".join(path.read_bytes() for path in desk.home.rglob("log/*") if path.is_file())
