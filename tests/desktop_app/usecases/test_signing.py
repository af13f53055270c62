"""A signed paper is kept with its dossier; a key is opened by a PIN that is wiped, and only while it is valid."""

from datetime import timedelta
from uuid import UUID

import pytest

from desktop_app.errors import NOT_ALLOWED, PAPER_NOT_YET, DeskError
from desktop_app.ports import signing
from desktop_app.ports.matters import VoidDossier
from desktop_app.ports.signing import Certificate, SigningPlace
from desktop_app.storage.form_shelf import ShippedShelf
from desktop_app.usecases.open_signer import open_signer
from desktop_app.usecases.receive_dossier import ReceiveDossier, receive_dossier
from desktop_app.usecases.set_signer import set_signer
from desktop_app.usecases.sign_paper import SignPaper, sign_paper
from desktop_app.usecases.void_dossier import void_dossier
from forms.catalogue import holidays
from forms.dossier.calendar import WorkCalendar
from forms.dossier.roles import Role
from forms.errors import RuleError
from tests.support.fakes import a_desk

SHELF = ShippedShelf()
CALENDAR = WorkCalendar(overrides=holidays.overrides())
CITIZEN = {"full_name": "H’Thử Nghiệm Niê", "citizen_id": "066190000002"}


class Key:
    """A key that writes its name under a paper."""

    def __init__(self, certificate=None):
        self.certificate, self.signed, self.closed = certificate, [], 0

    def sign_pdf(self, pdf, reason):
        self.signed.append(reason)
        return pdf + b"% ky"

    def close(self):
        self.closed += 1


class NoLog:
    """A read side that knows of nothing."""

    def read(self, _record):
        return None


class Device:
    """A machine whose key opens by one PIN."""

    def __init__(self, key=None):
        self.key, self.kept = key, []

    def place(self):
        return SigningPlace("thu.p12")

    def keep(self, place):
        self.kept.append(place)

    def open(self, place, pin):
        if bytes(pin) != b"1234":
            raise DeskError(signing.WRONG_PIN)
        return self.key


def received(store, desk):
    answers = {"documents": [{"title": "Bằng", "pages": 2, "copies": 1}]}
    order = ReceiveDossier("2.000815", CITIZEN, answers, prefill=True)
    return receive_dossier(order, desk, SHELF, CALENDAR, store.open_work(desk)).dossier_id


def valid(desk, begins, ends):
    now = desk.now()
    return Certificate("Cán Bộ Thử Nghiệm", "Nơi Cấp Thử", "42", now + timedelta(days=begins), now + timedelta(days=ends))


def test_a_signed_receipt_is_a_file_of_the_dossier_and_no_print_of_it(store):
    desk, key = a_desk(), Key()
    dossier = received(store, desk)
    signed = sign_paper(SignPaper(dossier), desk, SHELF, store, key, store.open_work(desk))
    doc = store.kept.docs[UUID(dossier)]
    assert doc["attachments"][signed.sha256]["title"] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (đã ký số)"
    assert doc["attachments"][signed.sha256]["type"] == "application/pdf"
    assert (signed.where, key.signed) == ("", ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả"])
    with store.open_work(desk)() as work:
        assert b"".join(work.blobs.read(signed.sha256)) == signed.pdf
        assert work.audit.times("print_paper", UUID(dossier)) == 0
        assert work.audit.times("sign_paper", UUID(dossier)) == 1


def test_it_goes_to_a_file_too_where_one_is_named(store):
    desk, went = a_desk(), []
    dossier = received(store, desk)

    def deliver(pdf, name):
        went.append((pdf, name))
        return "Đã ghi."

    signed = sign_paper(SignPaper(dossier), desk, SHELF, store, Key(), store.open_work(desk), deliver=deliver)
    number = store.kept.docs[UUID(dossier)]["number"]
    assert (went, signed.where) == ([(signed.pdf, f"da-ky-{number}-01.pdf")], "Đã ghi.")


def test_what_has_no_paper_or_takes_no_file_is_said_before_anything_is_signed(store):
    desk, boss, key = a_desk(), a_desk(Role.SUPERVISOR, "truong"), Key()
    dossier = received(store, desk)
    with pytest.raises(DeskError) as error:
        sign_paper(SignPaper(dossier, "04"), desk, SHELF, NoLog(), key, store.open_work(desk))
    assert error.value.fault == PAPER_NOT_YET
    void_dossier(VoidDossier(dossier, "Nhập thử", "Nội bộ"), boss, store.open_work(boss))
    with pytest.raises(RuleError):
        sign_paper(SignPaper(dossier), desk, SHELF, store, key, store.open_work(desk))
    assert key.signed == []


@pytest.mark.parametrize(("begins", "ends", "fault"), [
    (-400, -1, signing.CERTIFICATE_EXPIRED), (1, 400, signing.CERTIFICATE_TOO_EARLY),
])  # fmt: skip
def test_a_certificate_out_of_its_time_opens_nothing_and_is_closed_again(begins, ends, fault):
    desk = a_desk()
    key = Key(valid(desk, begins, ends))
    with pytest.raises(DeskError) as error:
        open_signer(bytearray(b"1234"), desk, Device(key))
    assert (error.value.fault, key.closed) == (fault, 1)


@pytest.mark.parametrize(("typed", "role"), [
    (b"1234", Role.CLERK), (b"9999", Role.CLERK), (b"1234", Role.PROVINCE_OFFICER),
])  # fmt: skip
def test_a_pin_is_wiped_whether_it_opens_or_not(typed, role):
    desk, pin = a_desk(role), bytearray(typed)
    try:
        open_signer(pin, desk, Device(Key(valid(desk, -1, 1))))
    except DeskError as error:
        assert error.fault in (signing.WRONG_PIN, NOT_ALLOWED)
    assert pin == bytes(4)


def test_a_machine_has_one_key_and_the_audit_says_which_kind_without_a_path(store):
    desk, device = a_desk(Role.ADMINISTRATOR, "quantri"), Device()
    with pytest.raises(DeskError) as error:
        set_signer(SigningPlace("a.p12", "b.so"), desk, device, store.open_work(desk))
    assert error.value.fault == signing.SIGNER_IS_ONE
    for place in (SigningPlace("/home/lan/khoa.p12"), SigningPlace("", "/usr/lib/token.so", "thu"), SigningPlace()):
        set_signer(place, desk, device, store.open_work(desk))
        assert device.kept[-1] == place
    assert "khoa.p12" not in repr(store.kept.audit) and "token.so" not in repr(store.kept.audit)
