"""A draft follows its form to a newer edition: what fits stays, what moved is told, nothing is lost."""

from datetime import UTC, datetime

from forms.authoring.check import check_authored
from forms.xforms.carry_over import ASIDE, GONE, NOT_OFFERED, OTHER_TYPE, carried_over
from forms.xforms.entry import FormEntry
from tests.forms.authoring.books import book

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEADERS = ["type", "name", "label", "constraint", "calculation", "bind::motcua:was"]
SEX = [("gioi", "nam", "Nam"), ("gioi", "nu", "Nữ")]


def form(*survey, choices=()):
    settings = {"form_id": "9.000001", "namespaces": 'motcua="urn:motcua:xforms"'}
    checked = check_authored(book(survey, choices, headers=HEADERS, settings=settings), "thu.xlsx")
    assert checked.definition is not None, checked.findings
    return checked.definition


def entry_of(definition, typed=None):
    return FormEntry.start(definition, now=NOW, new_uuid=lambda: "0", typed=typed)


def draft(definition, **answers):
    entry = entry_of(definition)
    for name, text in answers.items():
        entry.answer(f"/data/{name}", text)
    return entry.typed()


def carried(old, typed, new):
    return carried_over(old, typed, new, now=NOW, new_uuid=lambda: "0")


def told(followed):
    return [(one.label, one.value, one.sentence) for one in followed]


def test_an_answer_whose_question_stayed_stays_as_typed():
    old = form(("text", "ten", "Tên"), ("integer", "tuoi", "Tuổi"))
    done = carried(old, draft(old, ten="Nguyễn Thị Thử Nghiệm", tuoi="ba mươi"), form(("integer", "tuoi", "Tuổi"), ("text", "ten", "Tên"), ("text", "moi", "Mới")))
    assert (done.typed["/data/ten"], done.typed["/data/tuoi"]) == ("Nguyễn Thị Thử Nghiệm", "ba mươi")
    assert done.moved == ()


def test_a_question_renamed_by_its_author_takes_the_answer_along():
    old = form(("text", "ten", "Tên"))
    done = carried(old, draft(old, ten="Thử"), form(("text", "ho_ten", "Họ tên", None, None, "ten")))
    assert done.typed["/data/ho_ten"] == "Thử"
    assert [(one.label, one.path) for one in done.moved] == [("Tên", "/data/ho_ten")]
    assert done.lost == ()


def test_a_question_moved_into_a_group_is_found_by_its_name():
    old = form(("text", "ten", "Tên"))
    done = carried(old, draft(old, ten="Thử"), form(("begin group", "g", "G"), ("text", "ten", "Tên"), ("end group",)))
    assert done.typed["/data/g/ten"] == "Thử"
    assert [one.path for one in done.moved] == ["/data/g/ten"]


def test_an_answer_nobody_asks_for_any_more_is_named_and_kept_aside():
    old, new = form(("text", "ten", "Tên"), ("text", "dao", "Tôn giáo")), form(("text", "ten", "Tên"))
    done = carried(old, draft(old, ten="Thử", dao="Không"), new)
    assert told(done.lost) == [("Tôn giáo", "Không", GONE)]
    assert entry_of(new, done.typed).typed()[f"{ASIDE}/data/dao"] == "Không"


def test_a_choice_no_longer_offered_is_named_and_kept_aside():
    old = form(("select_one gioi", "g", "Giới"), choices=SEX)
    new = form(("select_one gioi", "g", "Giới"), choices=SEX[:1])
    done = carried(old, draft(old, g="nu"), new)
    assert told(done.lost) == [("Giới", "nu", NOT_OFFERED)]
    assert (done.typed["/data/g"], done.typed[f"{ASIDE}/data/g"]) == ("", "nu")


def test_a_type_changes_only_where_nothing_of_the_answer_is_lost():
    old = form(("text", "a", "A"), ("text", "b", "B"))
    done = carried(old, draft(old, a="42", b="007"), form(("integer", "a", "A"), ("integer", "b", "B")))
    assert done.typed["/data/a"] == "42"
    assert told(done.lost) == [("B", "007", OTHER_TYPE)]


def test_an_answer_the_new_constraint_refuses_stays_in_place_and_is_named():
    old, new = form(("integer", "a", "A")), form(("integer", "a", "A", ". < 10"))
    done = carried(old, draft(old, a="42"), new)
    assert done.typed["/data/a"] == "42"
    assert [(one.label, one.value, one.path) for one in done.lost] == [("A", "42", "/data/a")]


def test_every_instance_of_a_list_goes_along():
    rows = (("begin repeat", "ds", "Danh sách"), ("text", "ten", "Tên"), ("end repeat",))
    old, new = form(*rows), form(("text", "dau", "Đầu"), *rows)
    entry = entry_of(old)
    entry.add_repeat("/data/ds")
    entry.answer("/data/ds[1]/ten", "một")
    entry.answer("/data/ds[2]/ten", "hai")
    again = entry_of(new, carried(old, entry.typed(), new).typed)
    assert [one["ten"] for one in again.as_json()["ds"]] == ["một", "hai"]


def test_what_the_form_computes_itself_is_not_missed():
    old = form(("integer", "a", "A"), ("calculate", "b", None, None, "${a} + 1"))
    assert carried(old, draft(old, a="1"), form(("integer", "a", "A"))).lost == ()


def test_without_the_older_edition_answers_still_find_their_places():
    old, new = form(("text", "ten", "Tên"), ("text", "cu", "Cũ")), form(("text", "ten", "Tên"))
    done = carried(None, draft(old, ten="Thử", cu="x"), new)
    assert done.typed["/data/ten"] == "Thử"
    assert ("cu", "x", GONE) in told(done.lost)
