"""Cases, papers and look-ups of an intake, without a window."""

from desktop_app.ui.ports import ProcedureFacts
from desktop_app.ui.screens.intake.handing import Handing
from forms.catalogue.read import shipped
from forms.dossier.lookups import LookupStatus

PERMIT = ProcedureFacts.of(shipped().get("1.013225"))
HOUSE, WORKS = PERMIT.cases
LAND, PLANS = "Giấy tờ hợp pháp về đất đai", "Bản vẽ thiết kế xây dựng được phê duyệt"


def test_a_procedure_with_cases_waits_for_one():
    handing = Handing(PERMIT)
    assert handing.problems()["papers/"]
    handing.choose(HOUSE)
    assert "papers/" not in handing.problems()
    assert [case.chosen for case in handing.cases()] == [True, False]


def test_a_case_brings_its_papers_and_takes_ticks_of_others_away():
    handing = Handing(PERMIT, case=WORKS)
    own = next(line.name for line in handing.lines() if line.name not in {one.name for one in Handing(PERMIT, case=HOUSE).lines()})
    handing.tick(own)
    handing.tick(PLANS)
    handing.choose(HOUSE)
    assert handing.counts == {PLANS: 2}


def test_a_replaced_paper_waits_for_its_look_up_and_is_not_missed():
    handing = Handing(PERMIT, case=HOUSE)
    line = next(line for line in handing.lines() if line.name == LAND)
    assert (line.lookup, line.required) == (LookupStatus.PENDING, False)
    assert f"papers/{LAND}" not in handing.problems()
    seen = []
    for _ in LookupStatus:
        handing.turn(LAND)
        seen.append(handing.status(LAND))
    assert sorted(seen) == sorted(LookupStatus)
    handing.lookups[LAND] = LookupStatus.NOT_FOUND.value
    assert f"papers/{LAND}" in handing.problems()


def test_who_brings_the_paper_needs_no_look_up():
    handing = Handing(PERMIT, case=HOUSE)
    handing.tick(LAND)
    assert handing.status(LAND) is LookupStatus.NOT_NEEDED
