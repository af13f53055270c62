"""Nothing of a citizen stands in the clear under the folder; the raw key alone opens the store, in any SQLCipher."""

import unicodedata
from pathlib import Path

import apsw
import pytest

from desktop_app.runtime.log import Log
from forms.dossier.dossier import Happening
from tests.support.fakes import A_MORNING
from tests.support.office import Office, confirm_all

PLANTED = ("Ksor H’Điểm Trồng Thử", "066190000001", "0912000111", "Buôn Ấp Trồng Thử")


def spelled(text: str) -> list[bytes]:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    return [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]


def a_day(home: Path) -> Office:
    from uuid import UUID

    from desktop_app.ports import Draft

    office = Office(home)
    office.enrol()
    record = office.receive(PLANTED[0], citizen_id=PLANTED[1], phone=PLANTED[2], address=PLANTED[3])
    with office.work() as work:
        words = {"typed": {"/data/name": PLANTED[0], "/data/id": PLANTED[1]}}
        work.drafts.save(Draft(UUID(int=1), "2.000815", None, None, PLANTED[0], words, A_MORNING, "thu"))
        blob = work.blobs.keep(work.blobs.seal([" ".join(PLANTED).encode() * 9000]), "application/pdf")
        add = {"sha256": blob.sha256, "size": blob.size, "type": blob.type, "part": "", "title": PLANTED[0]}
        work.book(record, [Happening("attach.add", add)], verb="attach_scan")
        work.commit()
    confirm_all(office)
    log = Log(home / "logs")
    log.note("received", id=str(record), where=" ".join(PLANTED[1:3]), name=PLANTED[0])
    log.trouble("print_paper", ValueError(PLANTED[0]), id=str(record))
    log.close()
    return office


def found_in(home: Path) -> list[tuple[str, bytes]]:
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "office.db-wal" and path.stat().st_size for path in files) or (home / "closed").exists()
    hits = []
    for path in files:
        content = path.read_bytes()
        hits += [(path.name, text) for word in PLANTED for text in spelled(word) if text in content or word in path.name]
    return hits


def test_a_planted_citizen_is_found_nowhere_in_the_clear(tmp_path: Path) -> None:
    home = tmp_path / "office"
    office = a_day(home)
    assert (home / "office.db-wal").stat().st_size > 0
    assert found_in(home) == []
    office.open.close()
    (home / "closed").touch()
    assert found_in(home) == []


def test_the_search_would_have_found_it_in_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "closed").touch()
    for n, text in enumerate(spelled(PLANTED[0])):
        (tmp_path / f"plain-{n}").write_bytes(b"\x00" + text)
    assert len({name for name, _ in found_in(tmp_path)}) == len(spelled(PLANTED[0]))


@pytest.mark.oracle
def test_another_sqlcipher_opens_the_store_with_the_raw_key_and_not_without(tmp_path: Path) -> None:
    office = a_day(tmp_path / "office")
    key = bytes(office.open._unlocked.store_key).hex()
    office.open.close()
    path = str(tmp_path / "office" / "office.db")

    def opened(hex_key: str | None) -> apsw.Connection:
        other = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
        if hex_key is not None:
            other.pragma("cipher", "sqlcipher")
            other.pragma("legacy", 4)
            other.execute(f"PRAGMA key = \"x'{hex_key}'\"")
        return other

    with_key = opened(key)
    assert with_key.execute("SELECT applicant FROM dossiers").get == PLANTED[0]
    with_key.close()
    for wrong in (None, "00" * 32):
        without = opened(wrong)
        with pytest.raises(apsw.NotADBError):
            without.execute("SELECT count(*) FROM dossiers").get  # noqa: B018
        without.close()


def test_a_discarded_draft_leaves_no_words_in_the_opened_pages(tmp_path: Path) -> None:
    from uuid import UUID

    from desktop_app.ports import Draft

    office = Office(tmp_path / "office")
    with office.work() as work:
        work.drafts.save(Draft(UUID(int=1), "2.000815", None, None, "nháp", {"typed": PLANTED[0] * 500}, A_MORNING, "thu"))
        work.commit()
    with office.work() as work:
        work.drafts.discard(UUID(int=1))
        work.commit()
    key = bytes(office.open._unlocked.store_key).hex()
    office.open.close()
    other = apsw.Connection(str(office.home / "office.db"))
    other.pragma("cipher", "sqlcipher")
    other.pragma("legacy", 4)
    other.execute(f"PRAGMA key = \"x'{key}'\"")
    other.pragma("journal_mode", "delete")
    other.execute("PRAGMA rekey = ''")  # every page as it is, without its cipher
    other.close()
    pages = (office.home / "office.db").read_bytes()
    assert PLANTED[0].encode() not in pages
    assert b"create_office" in pages
