"""A machine with one key that opens by one PIN; what was asked of it is written down."""

from datetime import datetime

from desktop_app.errors import DeskError
from desktop_app.ports.signing import NO_TOKEN, WRONG_PIN
from desktop_app.ui.signing_ports import Certificate, SignedPaper, SigningPlace
from forms.dossier.calendar import VN

PIN = "1234"


class FakeSigning:
    """What an office answers about signatures; `unplugged` are dossiers at which the token is pulled out."""

    place = SigningPlace()
    open_key = False
    unplugged: frozenset[str] = frozenset()

    def show_signer(self) -> SigningPlace:
        return self.place

    def set_signer(self, place) -> None:
        self.place = place

    def open_signer(self, pin, place=None) -> Certificate:
        typed = bytes(pin).decode()
        pin[:] = bytes(len(pin))
        if typed != PIN:
            raise DeskError(WRONG_PIN)
        self.open_key = True
        year = datetime(2026, 1, 1, tzinfo=VN)
        return Certificate("Cán Bộ Thử Nghiệm", "Nơi Cấp Thử", "42", year, year.replace(year=2029))

    def close_signer(self) -> None:
        self.open_key = False

    def sign_paper(self, order, to_path="") -> SignedPaper:
        assert self.open_key
        if order.dossier_id in self.unplugged:
            raise DeskError(NO_TOKEN)
        self.calls.append(f"sign_paper {order.kind} {order.dossier_id} {to_path}".strip())
        return SignedPaper(b"%PDF-", "ab" * 32, "Giấy tiếp nhận (đã ký số)", "Đã ghi." if to_path else "")
