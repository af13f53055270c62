"""How a dossier came in, and by whose fee it pays."""

import pytest

from forms.dossier.channels import CameBy, came_by
from forms.dossier.fee_parts import Channel
from forms.dossier.projection import project
from forms.errors import Faults, RuleError
from tests.support.law import AT, a_received


@pytest.mark.parametrize(
    ("channel", "pays"),
    [
        (CameBy.DIRECT, Channel.DIRECT),
        (CameBy.VILLAGE, Channel.DIRECT),
        (CameBy.ONLINE, Channel.ONLINE),
        (CameBy.POST, Channel.POST),
    ],
)
def test_what_officers_collect_in_a_village_pays_as_at_the_counter(channel, pays):
    assert channel.fee_channel is pays
    assert came_by({"channel": channel.value}) is channel


def test_a_document_that_says_nothing_or_something_newer_came_directly():
    assert came_by({}) is came_by({"channel": "drone"}) is CameBy.DIRECT


def test_a_clerk_corrects_it_until_acceptance_and_no_other_shape_is_taken():
    doc = project(a_received(), "fields.set", {"/channel": "post"}, actor="lan", at=AT)
    assert came_by(doc) is CameBy.POST
    with pytest.raises(RuleError) as refused:
        project(a_received(), "fields.set", {"/channel": ["post"]}, actor="lan", at=AT)
    assert refused.value.fault is Faults.BAD_EVENT.value
