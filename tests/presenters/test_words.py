"""The words of the window: both languages say everything, and nothing twice."""

import string
import unicodedata

import pytest

from desktop_app.ui.matter_ports import Choice, MatterClass, Owner, PrintedState
from desktop_app.ui.screens.dossiers.presenter import FILTERS
from desktop_app.ui.screens.matters.presenter import FILTERS as MATTER_FILTERS
from desktop_app.ui.screens.printed.presenter import FILTERS as PRINTED_FILTERS
from desktop_app.ui.strings import LANGUAGES, WORDS, day, moment, money, number, size, status_name
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.dossier.roles import Role
from tests.support.fake_office import NOW


def test_both_languages_have_the_same_keys():
    assert LANGUAGES["vi"].keys() == LANGUAGES["en"].keys()


@pytest.mark.parametrize("key", sorted(LANGUAGES["vi"]))
def test_a_sentence_has_the_same_gaps_in_both_languages(key):
    gaps = [
        {name for _, name, _, _ in string.Formatter().parse(words[key]) if name}
        for words in LANGUAGES.values()
    ]
    assert gaps[0] == gaps[1]


def test_vietnamese_is_composed():
    assert all(unicodedata.is_normalized("NFC", words) for words in LANGUAGES["vi"].values())


def test_everything_named_by_the_office_has_words():
    truths = ("draft", "waiting", "sending", "unknown", "accepted", "refused")
    wanted = [*(f"role_{role}" for role in Role), *(f"truth_{truth}" for truth in truths)]
    wanted += [f"filter_{name}" for name in FILTERS] + [f"matters_{name}" for name in MATTER_FILTERS]
    wanted += [f"matter_{kind}" for kind in MatterClass] + [f"owner_{owner}" for owner in Owner]
    wanted += [f"choice_{choice}" for choice in Choice] + [f"printed_{name}" for name in PRINTED_FILTERS]
    wanted += [f"printed_{state}" for state in PrintedState]
    assert [key for key in wanted if key not in LANGUAGES["vi"]] == []


def test_switching_there_and_back_is_where_we_were():
    before = WORDS("save")
    WORDS.switch()
    other = WORDS("save")
    WORDS.switch()
    assert (WORDS("save"), other != before) == (before, True)


def test_instants_sums_and_sizes_are_written_as_at_the_counter():
    assert moment(NOW) == "10:42 20/11/2026"
    assert day(None) == ""
    assert money(15000) == "15.000 đồng"
    assert number(1234567) == "1.234.567"
    assert size(1536) == "1,5 KB"


def test_every_status_has_an_english_name_and_keeps_its_vietnamese_one():
    for status in Status:
        assert status_name(status.value) == LABEL_VI[status]
    WORDS.switch()
    try:
        names = [status_name(status.value) for status in Status]
    finally:
        WORDS.switch()
    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)
