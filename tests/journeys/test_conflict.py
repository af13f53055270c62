"""Two desks edit one field offline; a person chooses on the conflict screen, by real keys, without a line."""

from pathlib import Path

import pytest

from desktop_app.ports.matters import Choice, ListMatters, MatterClass
from tests.support.province import running_province, start_province
from tests.support.two_desks import FIRST, HERE, THERE, two_desks_in_conflict, values_of
from tests.support.xdesk import ADMINISTRATOR, a_desk, missing_tools, unlocked, wait_for

pytestmark = [
    pytest.mark.journey,
    pytest.mark.window,
    pytest.mark.xdist_group("window"),
    pytest.mark.skipif(bool(missing_tools()), reason=f"no real window without {missing_tools()}"),
]

REASON = "da hoi lai cong dan qua dien thoai"


def test_the_conflict_screen_resolves_what_two_desks_edited_and_both_sides_end_equal(tmp_path: Path) -> None:
    with running_province(tmp_path) as province:
        desks = two_desks_in_conflict(tmp_path, province)
        port = int(province.url.rpartition(":")[2])
    assert desks.said() == [THERE, THERE], "the province's word stands at both until a person chooses"
    with desks.opened() as office:
        (row,) = office.list_matters(ListMatters()).rows
        fields = office.read_matter(row.key).fields
    assert row.kind is MatterClass.SAME_FIELD
    assert {one.path: one.base.value for one in fields} == FIRST
    assert {one.path: one.mine.value for one in fields} == HERE
    assert {one.path: one.theirs.value for one in fields} == THERE

    with a_desk(desks.here) as screen:
        unlocked(screen, desks.here)
        with screen.another_picture():
            screen.key("F10")
        with screen.another_picture():
            screen.key("Return")
        with screen.another_picture():
            screen.key("F7")
        screen.text(REASON)
        screen.shown()
        assert desks.said()[0] == THERE, "nothing is decided before it is recorded"
        screen.key("ctrl+s")
        wait_for("the choice", lambda: desks.said()[0] == HERE)
        screen.shown()
        assert "Traceback" not in desks.here.said()

    province = start_province(province.home, port)
    try:
        desks.sync(desks.here, desks.there)
        assert desks.said() == [HERE, HERE]
        assert values_of(province.cli("show", desks.number)["doc"]) == HERE
    finally:
        province.stop()
    with desks.opened() as office:
        assert office.list_matters(ListMatters()).rows == ()
        settled = office.read_matter(row.key).settled
    assert (settled.choice, settled.by, settled.reason) == (Choice.MINE, "Nguyễn Thị Tiếp Nhận", REASON)
    assert desks.here(ADMINISTRATOR, "audit", "verify")["audit"]["whole"] is True
