"""An office is created once, unlocked by its people, and wiped when it closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop_app.errors import (
    NO_OFFICE,
    OFFICE_EXISTS,
    STAFF_SIGNATURE,
    TOO_SOON,
    UNKNOWN_USER,
    WRONG_KEY_OR_DAMAGED,
    WRONG_PASSPHRASE,
    DeskError,
    exit_code,
)
from desktop_app.storage.vault import OfficeVault
from forms.dossier.roles import Role
from tests.support.office import PASSPHRASE, Office, cheap_guesses


def word(text: str = PASSPHRASE) -> bytearray:
    return bytearray(text.encode())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "Kho hồ sơ Đắk Lắk")
    yield made
    made.open.close()


def refused(office: Office, user: str, text: str = PASSPHRASE) -> DeskError:
    with cheap_guesses(), pytest.raises(DeskError) as error:
        office.vault.unlock(user, word(text))
    return error.value


def test_the_first_administrator_is_there_and_the_act_is_in_the_audit(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    assert [(h.user, h.role) for h in office.vault.holders()] == [
        ("canbo", "commune_officer"), ("quantri", "administrator"), ("thu", "clerk")
    ]  # fmt: skip
    body = office.open._connection.execute("SELECT body FROM audit WHERE n = 1").fetchone()[0]
    assert b'"verb":"create_office"' in body
    assert (office.home.stat().st_mode & 0o777, (office.home / "office.db").stat().st_mode & 0o777) == (0o700, 0o600)
    office.open.close()


def test_an_office_is_never_created_over_another(office: Office) -> None:
    before = (office.home / "keyring.json").read_bytes()
    with pytest.raises(DeskError) as again:
        office.vault.create("ke-khac", "Người Khác", word())
    assert again.value.fault == OFFICE_EXISTS
    assert (office.home / "keyring.json").read_bytes() == before


def test_a_creation_that_was_cut_short_may_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(OfficeVault, "_first_rows", cut)
        with pytest.raises(KeyboardInterrupt):
            Office(tmp_path / "office")
    assert not (tmp_path / "office" / "office.db").exists()
    Office(tmp_path / "office").open.close()


def test_an_empty_folder_is_no_office(tmp_path: Path, office: Office) -> None:
    empty = OfficeVault(tmp_path / "none", office.given)
    assert (empty.exists(), empty.holders()) == (False, ())
    with pytest.raises(DeskError) as absent:
        empty.unlock("thu", word())
    assert absent.value.fault == NO_OFFICE


def test_wrong_words_are_said_clearly_counted_and_slowed_down(office: Office) -> None:
    for _ in range(3):
        error = refused(office, "thu", "không phải mật khẩu")
        assert error.fault == WRONG_PASSPHRASE
        assert exit_code(error) == 3
    soon = refused(office, "thu", "không phải mật khẩu")
    assert (soon.fault, soon.where) == (TOO_SOON, {"seconds": "2"})
    assert refused(office, "thu").fault == TOO_SOON  # even the right one waits
    office.clock.pass_s(1)
    office.again()
    assert office.open.failures == 3
    assert office.vault.wait_s("thu") == 0


def test_a_box_that_no_row_of_the_store_speaks_for_opens_nothing(office: Office) -> None:
    with cheap_guesses():
        office.open.new_member("ma", "Người Thử", Role.CLERK, word())
    assert refused(office, "ma").fault == UNKNOWN_USER
    assert refused(office, "khong-ai").fault == UNKNOWN_USER


def test_an_enrolment_of_a_person_that_was_cut_short_may_be_repeated(office: Office) -> None:
    office.again("quantri")
    for _ in range(2):
        with cheap_guesses():
            member = office.open.new_member("moi", "Người Mới Thử", Role.CLERK, word())
    with office.work() as work:
        work.staff.add(member)
        work.commit()
    assert office.again("moi").member.full_name == "Người Mới Thử"


@pytest.mark.parametrize("change", [
    "UPDATE staff SET role = 'administrator' WHERE user = 'thu'",
    "UPDATE staff SET signature = zeroblob(64) WHERE user = 'thu'",
    "UPDATE staff SET sign_public = (SELECT sign_public FROM staff WHERE user = 'canbo') WHERE user = 'thu'",
])  # fmt: skip
def test_a_row_of_staff_edited_in_the_store_is_refused(office: Office, change: str) -> None:
    office.open._connection.execute(change)
    error = refused(office, "thu")
    assert error.fault == STAFF_SIGNATURE
    assert exit_code(error) == 5


def test_a_person_who_was_disabled_cannot_unlock(office: Office) -> None:
    office.open._connection.execute("UPDATE staff SET active = 0 WHERE user = 'thu'")
    assert refused(office, "thu").fault == UNKNOWN_USER


def test_closing_wipes_the_key_and_ends_the_connection(office: Office) -> None:
    key = office.open._unlocked.store_key
    assert any(key)
    office.open.close()
    assert not any(key)
    with pytest.raises(sqlcipher.ProgrammingError):
        office.open.queries.sync_facts()
    office.unlock("thu")


def test_another_offices_store_under_this_key_ring_is_refused(tmp_path: Path, office: Office) -> None:
    from tests.support.fakes import FakeDice

    other = Office(tmp_path / "other", dice=FakeDice(2))
    other.open.close()
    office.open.close()
    own = (office.home / "office.db").read_bytes()
    (office.home / "office.db").write_bytes((other.home / "office.db").read_bytes())
    error = refused(office, "thu")
    assert error.fault == WRONG_KEY_OR_DAMAGED
    assert exit_code(error) == 5
    (office.home / "office.db").write_bytes(own)
    office.unlock("thu")


def test_a_new_passphrase_opens_and_the_old_one_does_not(office: Office) -> None:
    with cheap_guesses():
        office.open.change_passphrase(word(), word("một mật khẩu khác"))
    assert refused(office, "thu").fault == WRONG_PASSPHRASE
    with cheap_guesses():
        office.vault.unlock("thu", word("một mật khẩu khác")).close()
