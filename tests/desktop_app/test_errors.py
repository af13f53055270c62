"""Every fault of the desk says what is wrong and what to do, in Vietnamese, and has its exit code."""

import unicodedata

import pytest

from desktop_app import errors
from desktop_app.errors import DeskError, exit_code
from forms.errors import Fault, Faults, RuleError
from sync.core.errors import Corrupt, Incompatible, Offline, Refused

FAULTS = {name: fault for name, fault in vars(errors).items() if isinstance(fault, Fault)}


@pytest.mark.parametrize("name", FAULTS)
def test_each_says_what_is_wrong_and_what_to_do_next(name: str) -> None:
    fault = FAULTS[name]
    for text in (fault.sentence, fault.remedy):
        assert text == unicodedata.normalize("NFC", text)
        assert text.endswith(".")
        assert not text.isascii()
    assert fault.english.isascii()
    assert str(DeskError(fault, seconds="3")) == fault.english


@pytest.mark.parametrize(("error", "code"), [
    (DeskError(errors.NAME_THE_USER), 2), (DeskError(errors.WRONG_PASSPHRASE), 3), (DeskError(errors.NOT_ENROLLED), 3),
    (DeskError(errors.DISK_FULL), 3), (RuleError(Faults.INCOMPLETE.value), 3), (Refused("x"), 3), (Incompatible("x"), 3),
    (Offline("x"), 4), (Corrupt("x"), 5), (DeskError(errors.STORE_DAMAGED), 5), (DeskError(errors.WRONG_KEY_OR_DAMAGED), 5),
    (DeskError(errors.KEYRING_DAMAGED), 5), (DeskError(errors.BLOB_DAMAGED), 5),
])  # fmt: skip
def test_the_exit_code_tells_a_script_who_must_act(error: Exception, code: int) -> None:
    assert exit_code(error) == code
