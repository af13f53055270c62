"""The dictionary that ships to every desk remembers nobody, and can be made again."""

import re

import pytest
import zstandard

from docs.make.dictionary import train
from sync.core.codec import shipped
from tests.support.office import PASSPHRASE

CONTENT = shipped()[1]


def test_training_again_gives_the_bytes_that_ship():
    assert train() == CONTENT, "a changed dictionary is another dictionary: give it the next number"


def test_it_is_small_enough_for_every_installer():
    assert len(CONTENT) <= 110 << 10
    assert zstandard.ZstdCompressionDict(CONTENT).dict_id() == 1


def test_it_holds_no_number_that_could_be_somebodys():
    assert not [run for run in re.findall(rb"[0-9]{6,}", CONTENT) if run.strip(b"0")]
    assert not re.findall(rb"[0-9a-f]*[1-9a-f][0-9a-f]{7,}", CONTENT), "a salt, a hash or an id"


@pytest.mark.parametrize("planted", ["Thử Nghiệm", "066190", "090500000", "xã Thử", "H’Mẫu", PASSPHRASE])
def test_no_word_of_the_test_data_is_in_it(planted):
    assert planted.encode() not in CONTENT
