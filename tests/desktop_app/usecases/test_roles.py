"""The table of roles is enforced in the verb: every verb, every role, before anything is touched."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app import usecases
from desktop_app.errors import NOT_ALLOWED, DeskError
from desktop_app.ports import matters as m
from desktop_app.ports.signing import SigningPlace
from desktop_app.usecases import add_clerk as staff
from desktop_app.usecases.answer_lookup import AnswerLookup, answer_lookup
from desktop_app.usecases.apologise_late import ApologiseLate, apologise_late
from desktop_app.usecases.ask_payment import AskPayment, ask_payment
from desktop_app.usecases.ask_supplement import AskSupplement, ask_supplement
from desktop_app.usecases.attach_scan import AttachScan, attach_scan
from desktop_app.usecases.change_password import change_password
from desktop_app.usecases.close_day import CloseDay, close_day
from desktop_app.usecases.close_finding import close_finding
from desktop_app.usecases.correct_dossier import CorrectDossier, correct_dossier
from desktop_app.usecases.count_work import count_work
from desktop_app.usecases.decide_dossier import DecideDossier, decide_dossier
from desktop_app.usecases.detach_scan import DetachScan, detach_scan
from desktop_app.usecases.discard_draft import discard_draft
from desktop_app.usecases.drop_matter import drop_matter
from desktop_app.usecases.enrol_device import EnrolDevice, enrol_device
from desktop_app.usecases.enter_book import EnterBook, enter_book
from desktop_app.usecases.find_dossiers import FindDossiers, find_dossiers
from desktop_app.usecases.guide_applicant import GuideApplicant, guide_applicant
from desktop_app.usecases.hand_book import HandBook, hand_book
from desktop_app.usecases.hand_over_dossiers import HandOverDossiers, hand_over_dossiers
from desktop_app.usecases.identify_citizen import identify_citizen
from desktop_app.usecases.link_duplicate import link_duplicate
from desktop_app.usecases.list_books import ListBooks, list_books
from desktop_app.usecases.list_drafts import list_drafts
from desktop_app.usecases.list_matters import list_matters
from desktop_app.usecases.list_packages import list_packages
from desktop_app.usecases.list_papers import list_papers
from desktop_app.usecases.list_printed import export_printed, list_printed
from desktop_app.usecases.list_rules import list_rules
from desktop_app.usecases.match_bank import MatchBank, match_bank
from desktop_app.usecases.open_book import OpenBook, open_book
from desktop_app.usecases.open_signer import open_signer
from desktop_app.usecases.print_book import PrintBook, print_book
from desktop_app.usecases.print_ledger import PrintLedger, export_ledger, print_ledger
from desktop_app.usecases.print_paper import PrintPaper, print_paper
from desktop_app.usecases.print_register import PrintRegister, print_register
from desktop_app.usecases.prove_handover import prove_handover
from desktop_app.usecases.publish_package import PublishPackage, publish_package
from desktop_app.usecases.read_dossier import read_dossier
from desktop_app.usecases.read_ledger import ReadLedger, read_ledger
from desktop_app.usecases.read_matter import read_matter
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.refund_fee import RefundFee, refund_fee
from desktop_app.usecases.refuse_receipt import RefuseReceipt, refuse_receipt
from desktop_app.usecases.resume_road import ResumeRoad, resume_road
from desktop_app.usecases.return_result import ReturnResult, return_result
from desktop_app.usecases.run_round import run_round
from desktop_app.usecases.save_draft import DraftContent, SaveDraft, save_draft
from desktop_app.usecases.seed_dossiers import SeedDossiers, seed_dossiers
from desktop_app.usecases.send_again import send_again
from desktop_app.usecases.serve_now import ServeNow, serve_now
from desktop_app.usecases.set_signer import set_signer
from desktop_app.usecases.settle_conflict import settle_conflict
from desktop_app.usecases.show_payment_code import show_payment_code
from desktop_app.usecases.show_signer import show_signer
from desktop_app.usecases.sign_paper import SignPaper, sign_paper
from desktop_app.usecases.start_entry import StartEntry, start_entry
from desktop_app.usecases.supplement_dossier import SupplementDossier, supplement_dossier
from desktop_app.usecases.sync_status import sync_status
from desktop_app.usecases.take_fee import TakeFee, take_fee
from desktop_app.usecases.take_lost_book import TakeLostBook, take_lost_book
from desktop_app.usecases.transfer_dossier import transfer_dossier
from desktop_app.usecases.undo_settlement import undo_settlement
from desktop_app.usecases.verify_audit import verify_audit
from desktop_app.usecases.void_attachment import void_attachment
from desktop_app.usecases.void_dossier import void_dossier
from desktop_app.usecases.withdraw_dossier import WithdrawDossier, withdraw_dossier
from forms.catalogue.package import Head, PackageKind, pack_json
from forms.catalogue.settings import Settings
from forms.dossier.roles import Role, may
from tests.support.fakes import a_desk


class Touched(Exception):  # noqa: N818 - a mark, not a fault
    """The verb went past its role check."""


class Untouchable:
    """Raises as soon as anything is asked of it."""

    def __getattr__(self, name):
        raise Touched

    def __call__(self, *_args):
        raise Touched

    def __iter__(self):
        raise Touched


X = Untouchable()
A_PACKAGE = pack_json(Head(PackageKind.DAYS_OFF, "thu", date(2027, 1, 1)), {"days": []})
AN_ACCOUNT = Settings({"fee_account": "970405:5200201234567"})
RECORD = "01a1f6ae-9900-703e-a1cd-c4bb86c32710"
OTHER = "01a1f6ae-9900-703e-a1cd-c4bb86c32711"
VERBS = {
    "add_clerk": lambda d: staff.add_clerk(staff.AddClerk("a", "A", "clerk", bytearray(b"x")), d, X, X),
    "ask_payment": lambda d: ask_payment(AskPayment(RECORD, 1, "x"), d, X, X),
    "close_day": lambda d: close_day(CloseDay(), d, X),
    "match_bank": lambda d: match_bank(MatchBank(b"Ngay,So tien,Noi dung\n"), d, X, X, X),
    "print_ledger": lambda d: print_ledger(PrintLedger(), d, X, X, X, X),
    "read_ledger": lambda d: read_ledger(ReadLedger(), d, X),
    "refund_fee": lambda d: refund_fee(RefundFee(RECORD, "x", "y"), d, X),
    "show_payment_code": lambda d: show_payment_code(RECORD, replace(d, settings=AN_ACCOUNT), X, X),
    "take_fee": lambda d: take_fee(TakeFee(RECORD), d, X, X, X),
    "attach_scan": lambda d: attach_scan(AttachScan(RECORD, X), d, X),
    "change_password": lambda d: change_password(bytearray(b"x"), bytearray(b"y"), d, X, X),
    "correct_dossier": lambda d: correct_dossier(CorrectDossier(RECORD, {}), d, X, X),
    "count_work": lambda d: count_work(d, X, X),
    "decide_dossier": lambda d: decide_dossier(DecideDossier(RECORD, "granted", ""), d, X, X),
    "discard_draft": lambda d: discard_draft(RECORD, d, X),
    "enrol_device": lambda d: enrol_device(EnrolDevice("", "", ""), d, X, X, X),
    "find_dossiers": lambda d: find_dossiers(FindDossiers(), d, X, X),
    "identify_citizen": lambda d: identify_citizen(
        "066190000002||H’Mẫu Niê|02031990|Nữ|Buôn Thử|01012021", d, X, X
    ),
    "list_drafts": lambda d: list_drafts(d, X, X),
    "print_paper": lambda d: print_paper(PrintPaper((RECORD,)), d, X, X, X, X),
    "list_papers": lambda d: list_papers(RECORD, d, X, X, X),
    "guide_applicant": lambda d: guide_applicant(GuideApplicant(RECORD), d, X, X, X),
    "open_book": lambda d: open_book(OpenBook("x", "x", 2026), d, X),
    "enter_book": lambda d: enter_book(EnterBook(UUID(RECORD)), d, X),
    "hand_book": lambda d: hand_book(HandBook(UUID(RECORD), "x"), d, X),
    "list_books": lambda d: list_books(ListBooks(), "", d, X),
    "sign_paper": lambda d: sign_paper(SignPaper(RECORD), d, X, X, X, X),
    "answer_lookup": lambda d: answer_lookup(AnswerLookup(RECORD, "x", "done"), d, X),
    "open_signer": lambda d: open_signer(bytearray(b"1234"), d, X),
    "set_signer": lambda d: set_signer(SigningPlace("x.p12"), d, X, X),
    "show_signer": lambda d: show_signer(d, X),
    "take_lost_book": lambda d: take_lost_book(TakeLostBook(UUID(RECORD), 2, "x"), d, X),
    "print_book": lambda d: print_book(PrintBook(UUID(RECORD)), d, X, X, X, X),
    "print_register": lambda d: print_register(PrintRegister(date(2026, 1, 1), date(2026, 1, 2)), d, X, X, X, X),
    "refuse_receipt": lambda d: refuse_receipt(RefuseReceipt("1", {}, ("x",)), d, X, X),
    "serve_now": lambda d: serve_now(ServeNow("1", {}, "x"), d, X, X),
    "withdraw_dossier": lambda d: withdraw_dossier(WithdrawDossier(RECORD, "x"), d, X),
    "ask_supplement": lambda d: ask_supplement(AskSupplement(RECORD, ("x",), "x"), d, X, X),
    "apologise_late": lambda d: apologise_late(ApologiseLate(RECORD, "x", d.now()), d, X, X, X),
    "hand_over_dossiers": lambda d: hand_over_dossiers(HandOverDossiers((RECORD,), "x"), d, X, X),
    "read_dossier": lambda d: read_dossier(RECORD, d, X, X, X),
    "receive_dossier": lambda d: receive_dossier(ReceiveDossier("1", {}), d, X, X, X),
    "resume_road": lambda d: resume_road(ResumeRoad(confirmed=True), d, X),
    "return_result": lambda d: return_result(ReturnResult(RECORD), d, X),
    "run_round": lambda d: run_round(d, X, X, X),
    "save_draft": lambda d: save_draft(SaveDraft(RECORD, DraftContent()), d, X),
    "seed_dossiers": lambda d: seed_dossiers(SeedDossiers(1), d, X, X, X),
    "start_entry": lambda d: start_entry(StartEntry("1"), d, X, X),
    "supplement_dossier": lambda d: supplement_dossier(SupplementDossier(RECORD, ""), d, X, X, X),
    "sync_status": lambda d: sync_status(d, X, X, X, X),
    "close_finding": lambda d: close_finding(m.CloseFinding("c:1", "x"), d, X),
    "drop_matter": lambda d: drop_matter(m.DropMatter(f"e:{RECORD}", "x"), d, X, X),
    "link_duplicate": lambda d: link_duplicate(m.LinkDuplicate(RECORD, OTHER, "same", "x"), d, X),
    "list_matters": lambda d: list_matters(m.ListMatters(), d, X, X, X),
    "list_printed": lambda d: list_printed(m.ListPrinted(), d, X, X),
    "list_rules": lambda d: list_rules(d, X),
    "list_packages": lambda d: list_packages(d, X),
    "publish_package": lambda d: publish_package(PublishPackage(A_PACKAGE), d, X),
    "prove_handover": lambda d: prove_handover(d, X, X, X),
    "read_matter": lambda d: read_matter(f"e:{RECORD}", d, X, X, X),
    "send_again": lambda d: send_again(m.SendAgain(f"e:{RECORD}", "x"), d, X, X, X),
    "settle_conflict": lambda d: settle_conflict(
        m.SettleConflict(f"e:{RECORD}", m.Choice.MINE, "x"), d, X, X
    ),
    "undo_settlement": lambda d: undo_settlement(m.UndoSettlement(f"e:{RECORD}", "x"), d, X, X),
    "void_attachment": lambda d: void_attachment(m.VoidAttachment(RECORD, "ab", "x"), d, X),
    "void_dossier": lambda d: void_dossier(m.VoidDossier(RECORD, "x", "y"), d, X),
    "transfer_dossier": lambda d: transfer_dossier(RECORD, d, X, X),
    "verify_audit": lambda d: verify_audit(d, X),
}
SAME_RIGHT = {
    "detach_scan": "attach_scan", "diff_package": "list_packages", "show_package": "list_packages",
    "open_review": "publish_package", "carry_over_draft": "start_entry", "sign_file": "sign_paper",
    "show_lookups": "read_dossier", "read_book": "print_book",
}  # fmt: skip
OPEN_TO_ALL = {
    "import_procedures", "pack_form", "pack_procedures", "preview_form", "review_procedures",
    "check_form", "convert_form", "convert_text", "create_office", "fill_form", "find_communes", "find_procedures", "make_units",
    "quote_dossier", "read_address", "show_procedure", "unlock_office",
}  # fmt: skip


def test_every_verb_of_the_house_stands_in_this_test():
    files = {path.stem for path in Path(usecases.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(VERBS) | set(SAME_RIGHT) | OPEN_TO_ALL


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_a_verb_asks_the_table_before_it_touches_anything(verb, role):
    desk = a_desk(role)
    if may(role, verb):
        with pytest.raises(Touched):
            VERBS[verb](desk)
    else:
        with pytest.raises(DeskError) as refused:
            VERBS[verb](desk)
        assert refused.value.fault == NOT_ALLOWED
        assert refused.value.where == {"verb": verb}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_attach_may_detach(role):
    expected = Touched if may(role, "attach_scan") else DeskError
    with pytest.raises(expected):
        detach_scan(DetachScan(RECORD, ""), a_desk(role), X)


def test_who_may_read_the_list_of_receipts_may_export_it():
    for role in Role:
        expected = Touched if may(role, "list_printed") else DeskError
        with pytest.raises(expected):
            export_printed(a_desk(role), X, X, X)


def test_only_an_administrator_sees_the_list_of_staff():
    for role in Role:
        expected = Touched if role is Role.ADMINISTRATOR else DeskError
        with pytest.raises(expected):
            staff.list_staff(a_desk(role), X)


def test_who_may_print_the_ledger_may_export_it():
    for role in Role:
        expected = Touched if may(role, "print_ledger") else DeskError
        with pytest.raises(expected):
            export_ledger(PrintLedger(), a_desk(role), X, X, X)
