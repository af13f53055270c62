"""The review of an import: every doubt with its reason, every answer on the disk, nothing published unasked."""

import json

import pytest

from desktop_app.ui.rules_ports import PackReview
from desktop_app.ui.screens.review.presenter import ReviewPresenter, choice_words
from desktop_app.ui.screens.review.values import value_of
from desktop_app.ui.strings import WORDS
from forms.catalogue.traps import WORDS as TRAPS
from forms.catalogue.traps import Choice, Trap
from tests.forms.catalogue.test_traps import PLANTED, ROW
from tests.support.fake_office import FakeOffice
from tests.support.stages import Bench


@pytest.fixture
def export(tmp_path):
    """One clean row, and one row for each of three kinds of doubt."""
    traps = (Trap.FEE_TINY, Trap.LIMIT_LONG, Trap.LIMIT_LONG, Trap.AGENCY_MISSING)
    rows = [ROW] + [
        {**PLANTED[trap], "code": f"9.00001{n}", "name": f"Thủ tục {n}", "source_url": f"https://thu.example/{n}0"}
        for n, trap in enumerate(traps)
    ]
    file = tmp_path / "tinh.json"
    file.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return file


def opened(path, office=None, user="quantri", **bench):
    office = office or FakeOffice()
    office.user = user
    made_on, states = Bench(office, **bench), []
    made = ReviewPresenter(made_on.stage, lambda work: work(), str(path), states.append)
    made.start()
    return made_on, made, states


def review_file(export):
    (file,) = export.parent.glob("tinh.ra-soat-*.json")
    return file


def place_of(states, trap):
    return next(n for n, line in enumerate(states[-1].rows) if line.key.endswith(f":{trap.value}"))


def test_reading_says_how_far_it_is(export):
    _, _, states = opened(export)
    assert [state.caption for state in states[:4]] == [
        "Đang đọc tệp…", "Đang đọc tệp…", "Đang tìm chỗ đáng ngờ của 5 thủ tục…",
        "Đang ghi tệp rà soát với 4 chỗ đáng ngờ…",
    ]  # fmt: skip
    assert states[-1].caption == "đã trả lời 0/4 · 1 thủ tục công bố được"


def test_every_doubt_comes_with_its_procedure_and_its_reason(export):
    _, _, states = opened(export)
    line = states[-1].rows[place_of(states, Trap.FEE_TINY)]
    assert line.cells[:4] == ("Chưa trả lời", "9.000010", "Thủ tục 0", TRAPS[Trap.FEE_TINY].reason)
    assert dict(states[-1].filters) == {"waiting": 4, "answered": 0, "kinds": 3}


def test_an_answer_is_on_the_disk_at_once_and_the_next_doubt_takes_its_place(export):
    bench, made, states = opened(export)
    first = states[-1].first
    flag = made.flag_at(place_of(states, Trap.AGENCY_MISSING))
    made.answer(flag, "accept", "QĐ 1/QĐ-THU")
    (kept,) = json.loads(review_file(export).read_bytes())["answers"]
    assert (kept["choice"], kept["person"]) == ("accept", "Cán Bộ Thử Nghiệm")
    assert states[-1].first == first
    assert len(states[-1].rows) == 3
    assert states[-1].caption == "đã trả lời 1/4 · 2 thủ tục công bố được"
    made.choose_filter("answered")
    (line,) = states[-1].rows
    assert line.cells[4] == "giữ như đã ghi – QĐ 1/QĐ-THU (Cán Bộ Thử Nghiệm)"
    assert bench.notes[-1] == ("Đã trả lời 1 mục; đã ghi ra tệp rà soát.", False)


def test_the_same_export_goes_on_where_it_was_left(export):
    _, made, states = opened(export)
    made.answer(made.flag_at(place_of(states, Trap.AGENCY_MISSING)), "accept", "đã hỏi tỉnh")
    _, _, again = opened(export)
    assert again[-1].caption == "đã trả lời 1/4 · 2 thủ tục công bố được"
    _, _, by_file = opened(review_file(export))
    assert by_file[-1].caption == again[-1].caption


def test_a_newer_export_of_the_same_name_leaves_the_old_answers_alone(export):
    opened(export)
    before = review_file(export).read_bytes()
    old = review_file(export)
    rows = json.loads(export.read_bytes())
    export.write_text(json.dumps([{**rows[0], "name": "Tên mới"}, *rows[1:]], ensure_ascii=False), "utf-8")
    opened(export)
    assert old.read_bytes() == before
    assert len(list(export.parent.glob("tinh.ra-soat-*.json"))) == 2


def test_a_kind_that_is_opened_narrows_the_list_and_is_answered_at_once(export):
    _, made, states = opened(export)
    made.choose_filter("kinds")
    place = next(n for n, line in enumerate(states[-1].rows) if line.key == "limit_long")
    assert states[-1].rows[place].cells[3:] == ("còn 2 mục chờ", "đã trả lời 0")
    made.open(place)
    assert [line.cells[3] for line in states[-1].rows] == [TRAPS[Trap.LIMIT_LONG].reason] * 2
    assert states[-1].caption.startswith("Chỉ loại: Thời hạn trên 60 ngày")
    made.answer_kind(made.kind_at(0), "accept", "đúng là ngày")
    assert states[-1].rows == ()
    assert made.kind_at(0) is None
    made.all_kinds()
    assert len(states[-1].rows) == 2


def test_an_answer_without_a_reason_is_refused_and_nothing_changes(export):
    _, made, states = opened(export)
    made.answer(made.flag_at(0), "leave_out", "  ")
    assert states[-1].trouble
    assert json.loads(review_file(export).read_bytes())["answers"] == []


def test_a_typed_value_is_tried_before_it_is_kept(export):
    _, made, states = opened(export)
    flag = made.flag_at(place_of(states, Trap.FEE_TINY))
    made.answer(flag, "set", "NQ thử", value_of("fee", {"kind": "fixed", "amount": "700", "note": ""}))
    assert states[-1].trouble
    made.answer(flag, "set", "NQ thử", value_of("fee", {"kind": "fixed", "amount": "700.000", "note": ""}))
    assert states[-1].caption.startswith("đã trả lời 1/4")


def test_only_what_is_fully_answered_is_packed_and_shown_before_it_is_published(export):
    bench, made, _ = opened(export)
    packed = []
    made.pack(PackReview("thu-1", "2026-12-01"), packed.append)
    assert (packed[0].procedures, packed[0].waiting) == (1, 4)
    assert packed[0].difference.lines == ("9.000001: mới – Đăng ký thử, từ 01/12/2026",)
    assert (export.parent / "goi-danh-muc-thu-1.json").read_bytes() == packed[0].package
    assert list(bench.office.list_packages()) == []
    made.publish(packed[0])
    (row,) = bench.office.list_packages()
    assert (row.edition, row.published_by) == ("thu-1", "quantri")


def test_an_edition_named_like_a_path_writes_nothing(export):
    _, made, states = opened(export)
    made.pack(PackReview("../thu", "2026-12-01"), lambda _packed: pytest.fail("it was packed"))
    assert states[-1].trouble
    assert not list(export.parent.parent.glob("*thu.json"))


def test_pages_come_one_at_a_time(tmp_path):
    rows = [
        {**PLANTED[Trap.AGENCY_MISSING], "code": f"9.{n:06d}", "name": f"Thủ tục {n}", "source_url": f"https://thu.example/{n}0"}
        for n in range(130)
    ]
    file = tmp_path / "dai.json"
    file.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    _, made, states = opened(file)
    assert len(states[-1].rows) == 100
    made.near_end()
    assert len({line.key for line in states[-1].rows}) == 130
    made.near_end()
    made.answer(made.flag_at(120), "accept", "đã hỏi tỉnh")
    assert len(states[-1].rows) == 129


def test_another_role_is_told_and_nothing_is_read(export):
    _, _, states = opened(export, user="hoa")
    assert states[-1].trouble == WORDS("rules_not_for_role")
    assert list(export.parent.iterdir()) == [export]


def test_without_an_export_the_way_to_one_is_said():
    _, _, states = opened("")
    assert "Chưa mở danh mục nào để duyệt." in states[-1].trouble


def test_typed_values_are_spelt_as_the_lists_hold_them():
    assert value_of("time_limit", {"unit": "working_day", "value": "0,5"}) == {"unit": "working_day", "value": "0.5"}
    assert value_of("papers", {"text": "Tờ khai\n\nGiấy tờ | 0 | 2 | 0"}) == [
        {"name": "Tờ khai", "originals": 1, "copies": 0, "required": True},
        {"name": "Giấy tờ", "originals": 0, "copies": 2, "required": False},
    ]
    assert value_of("agency", {"text": "UBND cấp xã"}) == "UBND cấp xã"
    with pytest.raises(ValueError, match="int"):
        value_of("fee", {"kind": "fixed", "amount": "nhiều", "note": ""})


def test_every_field_that_can_be_set_and_every_choice_has_words():
    fields = {words.field for words in TRAPS.values() if words.field}
    assert all(WORDS(f"value_{field}") for field in fields)
    assert choice_words("set: nhập giá trị đúng") == (Choice.SET.value, "nhập giá trị đúng")
