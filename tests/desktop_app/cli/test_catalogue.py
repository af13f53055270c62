"""The statute's lists by commands: import, doubts, answers, package, difference, publication; dossiers keep their version."""

import json
from pathlib import Path

import pytest

from tests.forms.catalogue.test_traps import PLANTED, ROW, Trap
from tests.support.counter import Counter

PERSON = {"full_name": "Nguyễn Thị Thử Nghiệm", "citizen_id": "066190000001", "birth_date": "1990", "sex": "Nữ"}


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def exported(counter, *rows):
    return counter.write("export.json", json.dumps(list(rows)))


def packed(counter, edition, first, row, **answer):
    """Import one row, answer its doubts if there are any, and return the path of the package."""
    review, package = str(counter.folder / f"{edition}.review"), str(counter.folder / f"{edition}.json")
    counter("catalogue", "import", exported(counter, row), "--out", review)
    if answer:
        counter("catalogue", "review", review, "--person", "Người Duyệt Thử", *(f"--{k}={v}" for k, v in answer.items()))
    counter("catalogue", "pack", review, "--edition", edition, "--effective-from", first, "--out", package)
    return package


def test_an_import_waits_for_a_person_and_says_why(counter):
    review = str(counter.folder / "review")
    done = counter("catalogue", "import", exported(counter, ROW, {**PLANTED[Trap.FEE_TINY], "code": "9.000002", "name": "Khác", "source_url": "-"}), "--out", review)["import"]
    assert (done["procedures"], done["clean"]) == (2, 1)
    shown = counter("catalogue", "review", review)["review"]
    assert shown["waiting"] == done["flags"]
    assert {"9.000002:fee_tiny"} <= {row["id"] for row in shown["rows"]}
    value = counter.write("value.json", {"value": {"kind": "fixed", "amount": 700_000}})
    refused = counter("catalogue", "review", review, "--flag", "9.000002:fee_tiny", "--choice", "accept", "--person", "A", "--reason", "b", code=3)
    assert "cách trả lời" in json.dumps(refused, ensure_ascii=False)
    told = counter("catalogue", "review", review, "--flag", "9.000002:fee_tiny", "--choice", "set", "--value", value, "--person", "A", "--reason", "TT thử")["review"]
    assert (told["waiting"], told["answered"], told["ready"]) == (done["flags"] - 1, 1, 2 if done["flags"] == 1 else 1)
    package = counter("catalogue", "pack", review, "--edition", "thu", "--effective-from", "2026-01-01", "--out", str(counter.folder / "p.json"))["package"]
    assert package["procedures"] + package["waiting"] == 2


def test_a_package_is_shown_published_once_listed_and_in_the_audit(counter):
    package = packed(counter, "thu-1", "2026-01-01", ROW)
    assert counter("catalogue", "diff", package, user="quantri")["difference"]["lines"] == ["9.000001: mới – Đăng ký thử, từ 01/01/2026"]
    assert counter("catalogue", "list")["packages"] == []
    assert counter("catalogue", "publish", package, user="quantri")["published"]["is_new"]
    assert not counter("catalogue", "publish", package, user="quantri")["published"]["is_new"]
    (row,) = counter("catalogue", "list")["packages"]
    assert (row["edition"], row["published_by"]) == ("thu-1", "quantri")
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]
    counter("catalogue", "publish", package, code=3)
    assert counter("procedures", "show", "9.000001")["procedure"]["code"] == "9.000001", "the list in force here"
    assert "9.000001" in {one["code"] for one in counter("procedures", "find", "dang ky thu")["procedures"]}


def test_a_dossier_keeps_the_version_of_the_day_it_was_received(counter):
    counter("catalogue", "publish", packed(counter, "thu-1", "2026-01-01", ROW), user="quantri")
    answers = counter.write("a.json", {"applicant": PERSON, "answers": {}})
    number = counter("receive", "--procedure", "9.000001", "--answers", answers)["receipt"]["number"]
    newer = {**ROW, "name": "Thủ tục đăng ký đã đổi tên", "time_limit": {"value": 9, "unit": "ngay_lam_viec"}}
    package = packed(counter, "thu-2", "2026-01-02", newer)
    lines = counter("catalogue", "diff", package, user="quantri")["difference"]["lines"]
    assert "9.000001: thời hạn: 3 ngày làm việc → 9 ngày làm việc" in lines
    counter("catalogue", "publish", package, user="quantri")
    slip = counter.folder / "giay.pdf"
    counter("print", number, "--out", str(slip))
    assert counter("show", number)["dossier"]["doc"]["procedure_edition"] == "thu-1"
    from pypdf import PdfReader

    assert "3 ngày làm việc" in " ".join(PdfReader(slip).pages[0].extract_text().split())
    again = counter("receive", "--procedure", "9.000001", "--answers", answers)["receipt"]["number"]
    assert counter("show", again)["dossier"]["doc"]["procedure_edition"] == "thu-2"


def test_a_list_of_the_future_changes_nothing_today(counter):
    counter("catalogue", "publish", packed(counter, "thu-1", "2999-01-01", ROW), user="quantri")
    answers = counter.write("a.json", {"applicant": PERSON, "answers": {}})
    counter("receive", "--procedure", "9.000001", "--answers", answers, code=3)


def test_a_spreadsheet_is_imported_by_its_content_whatever_its_name(counter, tmp_path):
    from tests.forms.catalogue.test_sheets import workbook

    sheet = counter.write("danh-muc", workbook([ROW]))
    done = counter("catalogue", "import", sheet, "--out", str(tmp_path / "review"))["import"]
    assert (done["procedures"], done["clean"]) == (1, 1)
    assert Path(done["written_to"]).exists()


def test_a_case_and_its_look_ups_are_received_by_commands(counter):
    cases = [{"name": "Một"}, {"name": "Hai", "time_limit": {"unit": "working_day", "value": "9"}}]
    entry = {
        "code": "9.000002", "name": "Cấp giấy thử", "field": "Thử", "decided_at": "province", "result": "Giấy", "agency": "Xã",
        "source": "không", "exactness": "[derived]", "time_limit": {"unit": "working_day", "value": "3"}, "fee": {"kind": "free"},
        "cases": cases, "papers": [{"name": "Đơn", "required": True}, {"name": "Giấy hai", "required": False, "case": "Hai"}],
        "data_replaces": [{"document": "Giấy chứng nhận", "database": "CSDL thử"}],
    }
    head = {"kind": "procedures", "edition": "thu", "effective_from": "2026-01-01"}
    package = counter.write("package.json", {"package": head, "content": {"procedures": [entry]}})
    counter("catalogue", "publish", package, user="quantri")
    answers = {"applicant": PERSON, "answers": {}, "case": "Hai", "lookups": {"Giấy chứng nhận": "done"}}
    number = counter("receive", "--procedure", "9.000002", "--answers", counter.write("a.json", answers))["receipt"]["number"]
    doc = counter("show", number)["dossier"]["doc"]
    assert doc["case"] == "Hai"
    assert [(paper["name"], paper.get("lookup_status")) for paper in doc["papers"]] == [("Đơn", None), ("Giấy hai", None), ("Giấy chứng nhận", "done")]
    waiting = {**answers, "lookups": {}}
    number = counter("receive", "--procedure", "9.000002", "--answers", counter.write("w.json", waiting))["receipt"]["number"]
    (row,) = counter("lookup", number)["lookups"]["rows"]
    assert (row["paper"], row["status"], row["is_open"]) == ("Giấy chứng nhận", "pending", True)
    waits = [row["number"] for row in counter("matters", "list")["matters"]["rows"] if row["kind"] == "lookup"]
    assert waits == [number]
    told = counter("lookup", number, "--paper", "Giấy chứng nhận", "--status", "not_found")["lookups"]
    assert told["items"] == ["Giấy chứng nhận: cơ sở dữ liệu không có; nộp giấy tờ và cập nhật dữ liệu."]
    counter("lookup", number, "--paper", "Giấy chứng nhận")
    assert "lookup" not in counter("matters", "list")["matters"]["counts"]["by_class"]
    desk = counter.write("desk.json", {"package": {**head, "edition": "thu-2"}, "content": {"procedures": [{**entry, "decided_at": "desk"}]}})
    counter("catalogue", "publish", desk, user="quantri")
    given = counter.write("c.json", {**answers, "papers": [2], "lookups": {"Giấy chứng nhận": "mismatch"}})
    served = counter("serve", "--procedure", "9.000002", "--answers", given, "--signer", "Chủ tịch Thử")["served"]
    doc = counter("show", served["number"])["dossier"]["doc"]
    assert (doc["status"], doc["case"]) == ("returned", "Hai")
    assert [(paper["name"], paper["handed_in"], paper.get("lookup_status")) for paper in doc["papers"]] == [
        ("Đơn", False, None), ("Giấy hai", True, None), ("Giấy chứng nhận", False, "mismatch"),
    ]  # fmt: skip
    counter("catalogue", "publish", counter.write("again.json", {"package": {**head, "edition": "thu-3"}, "content": {"procedures": [entry]}}), user="quantri")
    without = counter.write("b.json", {**answers, "case": ""})
    receipt = counter("receive", "--procedure", "9.000002", "--answers", without)["receipt"]
    assert any("trường hợp" in warning for warning in receipt["warnings"])
