"""What the screens are told: truth and not hope, in sentences, and only what this person may do next."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from desktop_app import ports
from desktop_app.errors import NAME_THE_USER, NO_SUCH_DOSSIER, NOT_ENROLLED, DeskError
from desktop_app.ports import HistoryLine, RoundFacts, Truth
from desktop_app.ports.entry import ProcedureFacts
from desktop_app.ports.matter_reading import MatterNumbers
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.find_dossiers import FindDossiers, find_dossiers
from desktop_app.usecases.identify_citizen import identify_citizen
from desktop_app.usecases.read_dossier import read_dossier
from desktop_app.usecases.resume_road import NOT_CONFIRMED, ResumeRoad, resume_road
from desktop_app.usecases.run_round import run_round
from desktop_app.usecases.show_procedure import show_procedure
from desktop_app.usecases.sync_status import sync_status
from desktop_app.usecases.unlock_office import unlock_office
from forms.codes.receipt_qr import receipt_text
from forms.dossier.calendar import WorkCalendar
from forms.dossier.procedure import FeeKind, FeeRule
from forms.dossier.roles import Role
from forms.errors import Faults, RuleError
from tests.support.fakes import FakeClock, a_desk

SHELF = ShippedShelf()
RECORD = UUID("01a1f6ae-9900-703e-a1cd-c4bb86c32710")
NUMBER = "T-24184-K7Q2-00001-69RG"
DUE = "2026-11-23T17:00:00+07:00"
DOC = {
    "procedure": "2.000815", "number": NUMBER, "status": "received", "received_by": "thu", "office": "24184",
    "received_at": "2026-11-20T09:00:00+07:00", "due_at": DUE, "promised_due_at": DUE,
}  # fmt: skip
FACTS = ports.SyncFacts(
    enrolled=True, last_contact="2026-11-20T08:42:00+07:00", handed_in=51, signed_for=51, waiting=0, sending=0, unknown=0, refused=0,
    conflicts=0, blobs_waiting=0, blob_bytes_waiting=0, bytes_up=1, bytes_down=2, round_trips=1, phase="Idle", suspicious=None,
)  # fmt: skip


def line(kind, payload, verdict=None, why=None):
    return HistoryLine(RECORD, kind, payload, "thu", "2026-11-20T02:00:00+00:00", True, verdict, why, False)


class Asked:
    """A read side that holds one dossier."""

    def __init__(self, truth=Truth.WAITING, history=(), facts=FACTS, **doc):
        self.view = ports.DossierView(RECORD, {**DOC, **doc}, 1, truth, tuple(history), {"thu": "Cán Bộ Thu"})
        self.facts, self.searched = facts, []

    def resolve(self, key):
        return RECORD if key in (str(RECORD), NUMBER) else None

    def read(self, record):
        return self.view if record == RECORD else None

    def page(self, search, after, limit):
        self.searched.append((search, after, limit))
        doc = self.view.doc
        row = ports.DossierRow(
            RECORD, NUMBER, None, "H’Mẫu Niê", doc["procedure"], doc["status"], self.view.truth, doc["received_at"], doc["due_at"]
        )
        return ports.DossierPage((row,), 7)

    def of_person(self, citizen_id, since):
        self.searched.append((citizen_id, since))
        return self.page(None, None, 1).rows

    def sync_facts(self):
        return self.facts


def read(asked, role=Role.CLERK, user="thu", key=NUMBER):
    return read_dossier(key, a_desk(role, user), asked, SHELF, WorkCalendar())


def test_a_dossier_not_yet_handed_on_says_until_when_and_a_decided_one_nothing():
    assert [(step.name, f"{step.ends:%d %H:%M}") for step in read(Asked()).plan] == [("Chuyển giải quyết", "20 17:00")]
    assert read(Asked(status="decided")).plan == ()


@pytest.mark.parametrize(
    ("truth", "words"),
    [
        (Truth.WAITING, "chờ gửi"),
        (Truth.SENDING, "Đang gửi"),
        (Truth.UNKNOWN, "chưa có trả lời"),
        (Truth.REFUSED, "từ chối"),
        (Truth.ACCEPTED, "H15.24.184-261120-0001"),
    ],
)
def test_every_truth_has_its_sentence(truth, words):
    shown = read(Asked(truth, official_code="H15.24.184-261120-0001" if truth is Truth.ACCEPTED else None))
    assert shown.truth == truth.value
    assert words in shown.truth_sentence


def test_the_last_refusal_names_its_reason_and_its_field():
    first = {"v": "rejected", "why": "state", "text": "Lý do cũ", "paths": ["/papers"]}
    last = {"v": "rejected", "why": "preflight", "text": "Số định danh sai", "paths": ["/applicant/citizen_id"]}
    submit = {"name": "submit", "args": {}}
    history = [line("cmd", submit, "rejected", first), line("cmd", submit, "rejected", last), line("note", {"text": "x"}, "ok")]
    shown = read(Asked(Truth.REFUSED, history))
    assert (shown.refusal.sentence, shown.refusal.path) == ("Số định danh sai", "/applicant/citizen_id")
    assert read(Asked(Truth.ACCEPTED, history)).refusal is None


def test_history_is_told_in_sentences_and_in_local_time():
    history = [
        line("dossier.new", {}, "ok"),
        line("cmd", {"name": "decide", "args": {"outcome": "rejected"}}),
        line("code.assign", {"code": "H15.24.184-261120-0001"}),
        line("note", {"text": "Đã gọi điện"}),
        line("cmd", {"name": "moi_sau_nay", "args": {}}),
    ]
    rows = read(Asked(history=history)).history
    assert [row.sentence for row in rows] == [
        "Lập hồ sơ",
        "Quyết định: không đồng ý",
        "Tỉnh cấp mã hồ sơ H15.24.184-261120-0001",
        "Ghi chú: Đã gọi điện",
        "moi_sau_nay",
    ]
    assert [row.verdict for row in rows[:2]] == ["ok", ""]
    assert rows[0].at.isoformat() == "2026-11-20T09:00:00+07:00"


def test_another_due_date_of_the_province_is_noticed_beside_the_printed_one():
    assert read(Asked()).due_notice == ""
    notice = read(Asked(due_at="2026-11-25T17:00:00+07:00")).due_notice
    assert "25/11/2026" in notice
    assert "23/11/2026" in notice


PRINT = {"print_paper", "list_papers", "attach_scan", "take_fee"}  # the fee of rows nobody has filled in is not known
STOP = PRINT | {"withdraw_dossier"}
BY_THE_OFFICER = {"decide_dossier", "ask_supplement", "apologise_late", "ask_payment", "hand_over_dossiers"}


@pytest.mark.parametrize(
    ("role", "user", "doc", "verbs"),
    [
        (Role.CLERK, "thu", {}, STOP | {"correct_dossier"}),
        (Role.COMMUNE_OFFICER, "lan", {}, STOP | {"correct_dossier", "transfer_dossier", "decide_dossier"}),
        (Role.COMMUNE_OFFICER, "thu", {}, STOP | {"correct_dossier"}),
        (Role.COMMUNE_OFFICER, "lan", {"procedure": "1.004884"}, STOP | {"correct_dossier"}),
        (Role.COMMUNE_OFFICER, "lan", {"status": "processing"}, STOP | BY_THE_OFFICER),
        (Role.COMMUNE_OFFICER, "lan", {"status": "processing", "apology": {}}, STOP | BY_THE_OFFICER - {"apologise_late"}),
        (Role.COMMUNE_OFFICER, "lan", {"status": "processing", "procedure": "1.004884"}, STOP | {"hand_over_dossiers"}),
        (Role.CLERK, "lan", {"status": "processing"}, STOP | {"hand_over_dossiers"}),
        (Role.CLERK, "thu", {"status": "awaiting_supplement"}, STOP | {"supplement_dossier"}),
        (Role.CLERK, "thu", {"status": "decided"}, PRINT | {"return_result"}),
        (Role.CLERK, "thu", {"status": "returned"}, PRINT),
        (Role.CLERK, "thu", {"status": "draft"}, PRINT | {"correct_dossier"}),
    ],
)
def test_only_what_this_person_may_do_now_is_offered(role, user, doc, verbs):
    assert read(Asked(**doc), role, user).may == verbs


def test_a_dossier_is_found_by_any_of_its_names_and_by_its_receipt():
    scanned = receipt_text(RECORD, NUMBER, a_desk().sign)
    for key in (NUMBER, f" {RECORD} ", scanned):
        assert read(Asked(), key=key).id == str(RECORD)
    asked = Asked()
    find_dossiers(FindDossiers(scanned), a_desk(), asked, SHELF)
    assert asked.searched[0][0].words == NUMBER


def test_what_is_not_here_or_not_ours_is_refused():
    with pytest.raises(DeskError) as absent:
        read(Asked(), key="H15.24.184-261120-0009")
    assert absent.value.fault == NO_SUCH_DOSSIER
    with pytest.raises(RuleError) as foreign:
        read(Asked(), key="MC1.AAAA")
    assert foreign.value.fault == Faults.RECEIPT_CODE.value


def test_the_list_hands_filters_and_cursor_through_and_says_what_is_late():
    clock = FakeClock()
    clock.pass_s(timedelta(days=30).total_seconds())
    asked = Asked()
    order = FindDossiers("niê", "received", "waiting", "41", 20)
    page = find_dossiers(order, a_desk(clock=clock), asked, SHELF)
    assert asked.searched == [(ports.Search("niê", "received", Truth.WAITING), 41, 20)]
    assert (page.next, page.rows[0].late, page.rows[0].official_code) == ("7", True, "")
    assert not find_dossiers(order, a_desk(), asked, SHELF).rows[0].late
    returned = Asked(status="awaiting_supplement")
    assert not find_dossiers(order, a_desk(clock=clock), returned, SHELF).rows[0].late


@pytest.mark.parametrize("procedure", SHELF.catalogue().procedures, ids=lambda one: one.code)
def test_a_fee_is_said_once(procedure):
    said = show_procedure(procedure.code, SHELF).fee
    sums = re.findall(r"[\d.]+ đồng", said)
    assert len(sums) == len(set(sums)), said
    assert said.count("Hội đồng nhân dân") == (procedure.fee.kind is FeeKind.LOCAL), said


@pytest.mark.parametrize("kind", FeeKind)
def test_every_kind_of_fee_has_its_words(kind):
    procedure = SHELF.catalogue().procedures[0]
    told = replace(procedure, fee=FeeRule(kind, 8_000, "Miễn cho trẻ em"))
    assert ProcedureFacts.of(told).fee.endswith(". Miễn cho trẻ em")


def test_the_rate_of_a_birth_registration_names_its_extracts():
    assert show_procedure("1.001193", SHELF).fee == "Không thu; bản sao trích lục 8.000 đồng mỗi bản"


def test_a_card_asks_for_today_s_dossiers_only():
    asked = Asked()
    card = "066190000002|240000001|H’Mẫu Niê|02031990|Nữ|Buôn Thử, xã Thử|12082021"
    citizen = identify_citizen(card, a_desk(), asked, SHELF)
    number, since = asked.searched[0]
    assert (number, since.isoformat()) == ("066190000002", "2026-11-20T00:00:00+07:00")
    assert citizen.applicant == {
        "full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "02/03/1990", "sex": "Nữ", "address": "Buôn Thử, xã Thử",
    }  # fmt: skip
    assert citizen.warnings == ()
    assert citizen.earlier[0].procedure_name == "Chứng thực bản sao từ bản chính"


class NothingWaits:
    """No open matter, every number accepted."""

    def numbers(self, *_instants):
        return MatterNumbers({}, 0, "")

    def not_accepted(self):
        return 0


def status(desk, queries):
    return sync_status(desk, queries, NothingWaits(), NothingWaits(), WorkCalendar())


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Liên lạc cuối 08:42 · đã gửi 51/51 hồ sơ"),
        ({"last_contact": None}, "Chưa liên lạc lần nào · đã gửi 51/51 hồ sơ"),
        ({"last_contact": "2026-11-19T23:00:00+07:00"}, "Liên lạc cuối 23:00 19/11/2026 · đã gửi 51/51 hồ sơ"),
        (
            {"signed_for": 40, "waiting": 1, "sending": 1, "unknown": 1, "refused": 1, "blobs_waiting": 3, "blob_bytes_waiting": 14 << 20},
            "Liên lạc cuối 08:42 · đã gửi 40/51 hồ sơ · còn 2 chờ · 1 chưa có trả lời · 1 bị từ chối · còn 3 tệp (14 MB)",
        ),
    ],
)
def test_the_strip_tells_facts_and_never_that_we_are_online(facts, sentence):
    shown = status(a_desk(), Asked(facts=replace(FACTS, **facts)))
    assert shown.sentence == sentence
    assert shown.trouble == ""


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("behind: the store is behind its side file", "cũ hơn lần chạy trước"),
        ("fork: have 9 is above our last 4: this store is older", "chỉ một máy dùng kho này"),
        ("shrunk: ack fell from 4 to 0", "giữ ít hơn"),
        ("feed_differs: the feed is another one at 3", "không nối tiếp"),
        ("refused: expired", "Tỉnh từ chối máy này"),
        ("kept by an older program", "không khớp với tỉnh"),
        ("", "không khớp với tỉnh"),
    ],
)
def test_a_stopped_road_says_what_was_found_and_what_to_do(reason, found):
    trouble = status(a_desk(), Asked(facts=replace(FACTS, suspicious=reason))).trouble
    assert found in trouble
    assert "không xoá gì" in trouble
    assert "quản trị viên" in trouble
    assert "motcua sync resume" in trouble


def test_trouble_is_said_only_when_a_person_must_act():
    assert status(a_desk(), Asked()).trouble == ""
    fresh = status(a_desk(tag=None), Asked(facts=replace(FACTS, enrolled=False)))
    assert "motcua enrol" in fresh.trouble


class Line:
    """A road that answers as told."""

    def __init__(self, **facts):
        given = {
            "contact": True, "sent": 3, "accepted": 2, "refused": 1, "conflicts": 0, "pulled": 4, "bytes_up": 5, "bytes_down": 6,
            "round_trips": 1, "seconds": 0.5, "still_waiting": 0, "blobs_sent": 0, "phase": "Idle", "next_try_s": 60.0,
        }  # fmt: skip
        self.facts = RoundFacts(**{**given, **facts})

    def run_round(self, progress, cancelled, *, by_hand):
        progress("Đang gửi")
        assert not cancelled()
        return self.facts


def test_a_round_is_told_in_one_sentence():
    steps = []
    done = run_round(a_desk(), Line(), steps.append, lambda: False)
    assert steps == ["Đang gửi"]
    assert done.sentence == "Đã gửi 3, tỉnh nhận 2, nhận về 4, bị từ chối 1; còn 0 chờ."
    alone = run_round(a_desk(), Line(contact=False, still_waiting=9), steps.append, lambda: False)
    assert alone.sentence.endswith("Còn 9 việc chờ gửi, không mất gì.")
    stale = Line(contact=False, sentence="Đồng hồ sai. Chỉnh lại.", still_waiting=1)
    said = run_round(a_desk(), stale, steps.append, lambda: False).sentence
    assert said == "Đồng hồ sai. Chỉnh lại. Còn 1 việc chờ gửi, không mất gì."
    nothing_waits = Line(contact=False, sentence="Đồng hồ sai. Chỉnh lại.")
    assert run_round(a_desk(), nothing_waits, steps.append, lambda: False).sentence == "Đồng hồ sai. Chỉnh lại."


@pytest.mark.parametrize("phase", ["Suspicious", "Halted"])
@pytest.mark.parametrize("contact", [True, False])
def test_a_stopped_round_never_says_that_it_only_found_no_line(phase, contact):
    done = run_round(a_desk(), Line(contact=contact, phase=phase, still_waiting=2), print, lambda: False)
    assert done.sentence == "Máy đã ngừng gửi nhận và chờ quản trị viên; còn 2 việc trên máy, không mất gì."


def test_only_who_confirms_and_is_enrolled_lets_the_road_run_again():
    administrator = a_desk(Role.ADMINISTRATOR)
    with pytest.raises(DeskError) as refused:
        resume_road(ResumeRoad(confirmed=False), administrator, None)
    assert refused.value.fault == NOT_CONFIRMED
    with pytest.raises(DeskError) as refused:
        resume_road(ResumeRoad(confirmed=True), replace(administrator, tag=None), None)
    assert refused.value.fault == NOT_ENROLLED


def test_before_enrolment_there_is_no_round():
    with pytest.raises(DeskError) as refused:
        run_round(a_desk(tag=None), Line(), print, lambda: False)
    assert refused.value.fault == NOT_ENROLLED


class Locked:
    """A locked folder with these users."""

    def __init__(self, *users):
        self.users = users

    def exists(self):
        return True

    def holders(self):
        return tuple(ports.KeyHolder(user, user.title(), "clerk") for user in self.users)

    def unlock(self, user, _passphrase):
        return user


def test_the_only_user_needs_no_name_and_several_do():
    assert unlock_office("", bytearray(), Locked("thu")) == "thu"
    assert unlock_office("lan", bytearray(), Locked("thu", "lan")) == "lan"
    with pytest.raises(DeskError) as refused:
        unlock_office("", bytearray(), Locked("thu", "lan"))
    assert refused.value.fault == NAME_THE_USER


def test_the_history_names_people_and_never_their_accounts():
    officer = {"name": "accept", "args": {"officer": "Trần Thị Thẩm Định"}}
    lines = (
        line("dossier.new", {"doc": {}}),
        replace(line("cmd", officer), actor="01a1f6ae-9900-703e-a1cd-c4bb86c32710"),
        replace(line("code.assign", {"code": "H15.24.184-261123-0001"}), actor="province"),
    )
    view = read_dossier(NUMBER, a_desk(), Asked(history=lines), SHELF, WorkCalendar())
    assert [row.actor for row in view.history] == ["Cán Bộ Thu", "Trần Thị Thẩm Định", "Hệ thống tỉnh"]
