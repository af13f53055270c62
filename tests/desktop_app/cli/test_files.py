"""Files given to commands: read strictly, refused with a sentence."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from desktop_app.cli.answers_file import BAD_ANSWERS, NO_FILE, NO_SUCH_PAPER, handed_in, read_answers
from desktop_app.cli.json_out import as_json, as_text, plain
from desktop_app.cli.secret import NO_SECRET, read_secret
from desktop_app.errors import DeskError
from desktop_app.usecases.print_paper import Printed
from forms.errors import RuleError


def write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return str(path)


def test_answers_are_read_as_they_are_written(tmp_path):
    given = {"applicant": {"full_name": "H’Mẫu"}, "answers": {"a": [1]}, "papers": [1], "return_by": "post"}
    assert read_answers(write(tmp_path / "a.json", given)) == given


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"aplicant": {}}, "aplicant"),
        ({"applicant": []}, "applicant"),
        ({"applicant": {"full_name": 1}}, "applicant"),
        ({"answers": "x"}, "answers"),
        ({"papers": {}}, "papers"),
        ({"return_by": 1}, "return_by"),
    ],
)
def test_a_key_of_the_wrong_kind_is_named(tmp_path, value, key):
    with pytest.raises(DeskError) as refused:
        read_answers(write(tmp_path / "a.json", value))
    assert refused.value.fault == BAD_ANSWERS
    assert refused.value.where == {"key": key}


@pytest.mark.parametrize("text", ["", "[", '{"a": 1, "a": 2}', '{"a": NaN}', "<html>", "\ufeff{}"])
def test_what_is_not_strict_json_is_refused(tmp_path, text):
    with pytest.raises(RuleError):
        read_answers(write(tmp_path / "a.json", text))


def test_a_list_is_not_answers(tmp_path):
    with pytest.raises(DeskError) as refused:
        read_answers(write(tmp_path / "a.json", [1]))
    assert refused.value.fault == BAD_ANSWERS


def test_a_missing_file_is_said_without_its_path(tmp_path):
    with pytest.raises(DeskError) as refused:
        read_answers(str(tmp_path / "Nguyễn Thị Thử.json"))
    assert refused.value.fault == NO_FILE
    assert "Nguyễn" not in json.dumps(refused.value.where, ensure_ascii=False)


def test_papers_are_named_or_numbered():
    names = ["Tờ khai", "Giấy chứng sinh"]
    assert handed_in(None, names) is None
    assert handed_in([], names) == {}
    assert handed_in(["Tờ khai", 2], names) == {"Tờ khai": 1, "Giấy chứng sinh": 1}
    assert handed_in([{"name": "Tờ khai", "handed_in": 3}], names) == {"Tờ khai": 3}


@pytest.mark.parametrize("paper", ["Không có", 0, 3, True, None, {"name": "Tờ khai", "handed_in": -1}, {"handed_in": 1}])
def test_a_paper_that_the_procedure_does_not_have_is_refused(paper):
    with pytest.raises(DeskError) as refused:
        handed_in([paper], ["Tờ khai", "Giấy chứng sinh"])
    assert refused.value.fault == NO_SUCH_PAPER


def test_a_secret_is_the_first_line_of_its_file(tmp_path):
    path = write(tmp_path / "s", "mật khẩu \r\nsecond")
    assert read_secret(path, prompt="") == "mật khẩu ".encode()


def test_nobody_to_ask_means_no_secret():
    with pytest.raises(DeskError) as refused:
        read_secret("", prompt="")
    assert refused.value.fault == NO_SECRET


def test_json_never_holds_bytes_and_keeps_every_letter():
    printed = Printed(b"%PDF", "giay.pdf", 1, "Đã in")
    assert json.loads(as_json({"printed": printed})) == {
        "printed": {"file_name": "giay.pdf", "copy": 1, "where": "Đã in", "papers": 1},
    }
    assert "Đã in" in as_json({"printed": printed})


def test_plain_knows_instants_days_words_and_sets():
    class Word(StrEnum):
        A = "a"

    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert plain([at, date(2026, 1, 2), Word.A, frozenset({"b", "a"}), (1, None)]) == [
        "2026-11-20T09:00:00+00:00", "2026-01-02", "a", ["a", "b"], [1, None],
    ]  # fmt: skip


def test_text_is_vietnamese_leaves_empty_facts_out_and_says_that_there_is_nothing():
    shown = as_text({"round": {"sent": 2, "contact": True, "conflicts": [], "trouble": ""}})
    assert shown.splitlines()[1:] == ["  Đã gửi: 2", "  Liên lạc được: có"]
    assert as_text({"rows": [], "signer": {"file": "", "token": ""}}).splitlines() == ["Hồ sơ: không có", "Khóa ký số: không có"]
    row = {"number": "T-1", "entry": {"amount": 10_000, "day": "2026-11-22", "reverses": ""}}
    assert as_text({"rows": [row]}).splitlines()[1] == "  - T-1 · Số tiền (đồng): 10000; Ngày: 22/11/2026"
    shown = as_text({"due_at": "2026-11-23T10:00:00+00:00", "seconds": 0.0213})
    assert shown.splitlines() == ["Hẹn trả: 17:00 23/11/2026", "Giây: 0,02"]
