"""Commands on a real store: mornings and bad days at the counter, each with its sentence, and nothing lost."""

import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.bootstrap import House
from desktop_app.cli.main import main
from tests.support.counter import COPY, Counter
from tests.support.xforms import probe_form


@pytest.fixture
def counter(tmp_path, capsys):
    made = Counter(tmp_path, capsys)
    made.found()
    made.enrol()
    return made


def test_a_morning_without_a_line(counter):
    scan = counter.write("scan.pdf", b"%PDF-1.4 thu")
    slip = counter.folder / "giay.pdf"
    number = counter.receive(more=("--attach", scan, "--print", str(slip)))["receipt"]["number"]
    printed = PdfReader(slip).pages[0].extract_text()
    assert "Số 1 đường Thử Nghiệm; điện thoại: 02620000001" in " ".join(printed.split()), printed
    assert [row["number"] for row in counter("find", "NIE h'mau")["rows"]] == [number]
    shown = counter("show", number)["dossier"]
    assert (shown["truth"], shown["status"], len(shown["doc"]["attachments"])) == ("waiting", "received", 1)
    assert set(shown["may"]) == {
        "attach_scan", "correct_dossier", "list_papers", "print_paper", "void_attachment", "withdraw_dossier",
        "take_fee", "show_payment_code",
    }  # fmt: skip
    assert "decide_dossier" in counter("show", number, user="lan")["dossier"]["may"]
    assert counter("print", number, "--out", str(slip))["printed"]["copy"] == 2
    counter("correct", number, "--set", "/applicant/phone=0905000002")
    counter("decide", number, "--outcome", "granted", "--summary", "Chứng thực", user="lan")
    done = counter("return", number, "--receiver", "H’Mẫu Niê")["dossier"]
    assert (done["status"], done["doc"]["applicant"]["phone"]) == ("returned", "0905000002")
    said = [row["sentence"] for row in done["history"]]
    assert said[-3:] == ["Nhận giải quyết", "Quyết định: đồng ý", "Trả kết quả"]
    assert counter("sync", "status")["sync"]["waiting"] == 1
    assert counter("count")["work"]["by_status"] == {"returned": 1}
    assert counter("audit", "verify", user="quantri")["audit"]["whole"]


def test_a_draft_by_commands_is_listed_and_thrown_away(counter):
    given = {"applicant": {"full_name": "H’Mẫu"}, "answers": {"/data/documents[1]/pages": "ba"}}
    draft = counter("draft", "save", "--procedure", "2.000815", "--answers", counter.write("d.json", given))["draft_id"]
    (row,) = counter("draft", "list")["drafts"]
    assert (row["id"], row["applicant"]) == (draft, "H’Mẫu")
    counter("draft", "discard", draft)
    assert counter("draft", "list")["drafts"] == []


def test_a_card_is_read_with_its_warnings_and_today_s_dossiers(counter):
    number = counter.receive()["receipt"]["number"]
    card = counter.write("card.txt", "066190000002||H’MẪU NIÊ|02031991|Nam|Buôn Thử|01012022|thêm")
    citizen = counter("card", card)["citizen"]
    assert citizen["applicant"]["birth_date"] == "02/03/1991"
    assert len([warning for warning in citizen["warnings"] if "không khớp" in warning]) == 2
    assert citizen["extra"] == ["thêm"]
    assert [row["number"] for row in citizen["earlier"]] == [number]


def test_what_is_not_a_card_is_refused(counter):
    said = counter("card", counter.write("card.txt", "https://vi.du/thu"), code=3)
    assert "Quét lại" in said["remedy"]


def test_a_refused_attachment_leaves_neither_dossier_nor_draft(counter):
    bad = counter.write("bad.jpg", b"<html>")
    said = counter.receive(more=("--attach", bad), code=3)
    assert "JPEG" in said["sentence"]
    assert counter("find")["rows"] == counter("draft", "list")["drafts"] == []


def test_a_receipt_that_cannot_be_written_says_that_the_dossier_is_received(counter):
    nowhere = str(Path(counter.secret) / "giay.pdf")
    said = counter.receive(more=("--print", nowhere), code=3)
    assert "Không ghi được tệp" in said["sentence"]
    assert [row["number"] for row in counter("find")["rows"]] == [said["where"]["received"]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here that is always full")
def test_a_form_that_a_full_disk_does_not_take_is_said_so(counter):
    form = FORMS / "2.000815@1.xlsx"
    said = counter("form", "convert", str(form), "--out", "/dev/full", code=3)
    assert "dung lượng" in said["remedy"]


def test_answers_with_problems_are_said_question_by_question(counter):
    said = counter.receive({**COPY, "answers": {"documents": [{"title": "Bằng", "pages": 0, "copies": 2}]}}, code=3)
    assert [problem["path"] for problem in said["problems"]] == ["/data/documents[1]/pages"]
    assert counter("find")["rows"] == []


def test_before_enrolment_intake_is_refused_and_says_what_to_do(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    counter.found()
    said = counter.receive(code=3)
    assert "motcua enrol" in said["remedy"]
    assert counter("sync", "status")["sync"]["trouble"]


def test_a_wrong_passphrase_is_refused_and_the_delay_is_told(counter):
    wrong = counter.write("wrong", "mat khau sai roi")
    for _ in range(3):
        assert counter("count", secret=wrong, code=3)["sentence"] == "Mật khẩu không đúng."
    assert counter("count", secret=wrong, code=3)["act"] == "wait"


def test_several_users_must_be_told_apart(counter):
    said = counter("count", user="", code=2)
    assert "--as" in said["remedy"]


def test_an_empty_folder_has_no_office(tmp_path, capsys):
    assert "motcua init" in Counter(tmp_path, capsys)("count", code=3)["remedy"]


def test_an_empty_folder_asks_nobody_for_a_passphrase(tmp_path, capsys):
    assert main(["--home", str(tmp_path), "count"], House()) == 3
    assert "motcua init" in capsys.readouterr().err


def test_an_office_is_never_created_over_another(counter):
    before = (counter.home / "keyring.json").read_bytes()
    counter("init", "--commune", "24184", user="quantri", code=3)
    assert (counter.home / "keyring.json").read_bytes() == before


def test_a_commune_code_has_five_digits(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    counter("init", "--commune", "xa-thu", user="quantri", code=3)
    assert not counter.home.exists()


def test_a_damaged_store_ends_with_five_and_is_not_touched(counter):
    store = counter.home / "office.db"
    damaged = b"\x00" * 4096 + store.read_bytes()[4096:]
    store.write_bytes(damaged)
    said = counter("count", code=5)
    assert "chép" in said["remedy"]
    assert store.read_bytes() == damaged


def test_a_dossier_that_is_not_here_is_said_so(counter):
    for key in ("T-24184-K7Q2-00009-0000", "khong co", "MC1.AAAA"):
        counter("show", key, code=3)


def test_roles_hold_for_commands_too(counter):
    counter.receive(user="quantri", code=3)
    counter("audit", "verify", code=3)
    counter("staff", "list", code=3)


def test_the_own_passphrase_is_changed_and_the_old_one_ends(counter):
    new = counter.write("new", "mot mat khau khac")
    counter("passphrase", "--new-passphrase-file", new)
    counter("count", code=3)
    counter("count", secret=new)


def test_seeded_dossiers_are_the_same_for_the_same_seed(counter):
    assert counter("seed", "--dossiers", "120", "--seed", "7")["seeded"]["count"] == 120
    first = {row["number"]: row["applicant"] for row in counter("find", "--limit", "200")["rows"]}
    assert len(first) == 120
    assert len(set(first.values())) > 60
    page = counter("find", "--limit", "50")
    assert len(page["rows"]) == 50
    following = counter("find", "--limit", "50", "--after", page["next"])["rows"]
    assert not {row["number"] for row in page["rows"]} & {row["number"] for row in following}


FORMS = Path(__file__).parents[3] / "forms" / "catalogue" / "data" / "forms"


@pytest.mark.parametrize("name", ["2.000815@1.xml", "2.000815@1.xlsx"])
def test_a_form_is_checked_converted_and_filled_without_a_store(tmp_path, capsys, name):
    counter = Counter(tmp_path, capsys)
    report = counter("form", "check", str(FORMS / name))["form"]
    assert (report["id"], report["repeats"]) == ("2.000815", 1)
    made = tmp_path / "made.xml"
    counter("form", "convert", str(FORMS / name), "--out", str(made))
    answers = counter.write("answers.json", COPY["answers"])
    for form in (str(made), "2.000815"):
        entry = counter("form", "fill", form, "--answers", answers)["entry"]
        assert entry["values"]["fee_total"] == 10_000
        assert {problem["kind"] for problem in entry["problems"]} == {"required"}
    assert not counter.home.exists()


def test_a_form_takes_its_lists_from_beside_it_and_says_which_one_is_missing(tmp_path, capsys):
    counter = Counter(tmp_path, capsys)
    form = counter.write("form.xml", probe_form("pulldata('communes', 'label', 'name', /data/s)").replace(
        b"</instance>", b"</instance><instance id='communes' src='jr://file-csv/communes.csv'/>", 1))
    answers = counter.write("answers.json", {"s": "kp"})
    said = counter("form", "fill", form, "--answers", answers, code=3)
    assert "communes.csv" in str(said)
    (Path(form).parent / "communes.csv").write_text("name,label\nkp,Xã Krông Pắc\n", "utf-8")
    assert counter("form", "fill", form, "--answers", answers)["entry"]["values"]["r"] == "Xã Krông Pắc"
    assert counter("form", "check", form)["form"]["unsupported"] == []
    strange = counter.write("strange.json", {"s": "kp", "lạ": 1, "thừa": {"x": 2}})
    said = counter("form", "fill", form, "--answers", strange, code=3)
    assert "/lạ" in str(said)
    assert "/thừa" in str(said)


@pytest.mark.parametrize(
    "content",
    [b"", b"khong phai", b"PK\x03\x04 broken", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><h:html/>'],
)
def test_a_form_that_is_not_one_is_refused_with_a_sentence(tmp_path, capsys, content):
    counter = Counter(tmp_path, capsys)
    said = counter("form", "check", counter.write("form.xml", content), code=3)
    assert said["sentence"].endswith(".")
    assert said["remedy"]


def test_without_pyxform_a_workbook_is_usage_naming_the_extra(tmp_path, capsys, monkeypatch):
    for module in ("pyxform", "pyxform.errors", "pyxform.xls2json_backends", "pyxform.xls2xform"):
        monkeypatch.setitem(sys.modules, module, None)
    said = Counter(tmp_path, capsys)("form", "check", str(FORMS / "2.000815@1.xlsx"), code=2)
    assert "motcua[authoring]" in said["remedy"]
