"""What the unlocked office signs with; `paper_verbs` inherits it. One key at a time is open."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop_app.bootstrap.given import Given
from desktop_app.config import read_settings, write_settings
from desktop_app.devices.signer import PdfKey, open_key
from desktop_app.errors import FILE_UNREADABLE, FILE_UNWRITABLE, DeskError
from desktop_app.ports import Desk, OpenWork
from desktop_app.ports.signing import NO_SIGNER, Certificate, OpenKey, SigningPlace
from desktop_app.storage.open_office import OpenOffice
from desktop_app.usecases.open_signer import open_signer
from desktop_app.usecases.set_signer import set_signer
from desktop_app.usecases.show_signer import show_signer
from desktop_app.usecases.sign_file import SignedFile, SignFile, sign_file
from desktop_app.usecases.sign_paper import SignedPaper, SignPaper, sign_paper


class MachineSigner:
    """Implements the port `SigningDevice` over the settings of a folder."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def place(self) -> SigningPlace:
        """Read where the key is."""
        said = read_settings(self._home)
        return SigningPlace(said.signer_file, said.signer_library, said.signer_token, said.signer_certificate)

    def keep(self, place: SigningPlace) -> None:
        """Write down where the key is."""
        settings = replace(
            read_settings(self._home),
            signer_file=place.file,
            signer_library=place.library,
            signer_token=place.token,
            signer_certificate=place.certificate,
        )
        try:
            write_settings(self._home, settings)
        except OSError as error:
            raise DeskError(FILE_UNWRITABLE, reason=type(error).__name__) from None

    def open(self, place: SigningPlace, pin: bytearray) -> PdfKey:
        """Open a key of this machine."""
        return open_key(place, pin)


class SigningVerbs:
    """Keys and signatures; store and shift are the office's."""

    _vault: OpenOffice
    _desk: Desk
    _given: Given
    _work: OpenWork
    _key: OpenKey | None = None

    def show_signer(self) -> SigningPlace:
        """Xem khóa ký số."""
        return show_signer(self._desk, self._given.signing)

    def set_signer(self, place: SigningPlace) -> None:
        """Khai báo khóa ký số."""
        set_signer(place, self._desk, self._given.signing, self._work)

    def open_signer(self, pin: bytearray, place: SigningPlace | None = None) -> Certificate:
        """Mở khóa ký số; it stays open until `close_signer`, or until the office is locked."""
        self.close_signer()
        key = open_signer(pin, self._desk, self._given.signing, place)
        self._key = key
        return key.certificate

    def close_signer(self) -> None:
        """Đóng khóa ký số; nothing where none is open."""
        key, self._key = self._key, None
        if key is not None:
            key.close()

    def sign_paper(self, order: SignPaper, to_path: str = "") -> SignedPaper:
        """Ký số một giấy của hồ sơ, kept with it, and written to a file where one is named."""
        deliver = to_file(Path(to_path)) if to_path else None
        shelf, queries, key = self._given.shelf, self._vault.queries, self._opened()
        return sign_paper(order, self._desk, shelf, queries, key, self._work, deliver=deliver)

    def sign_file(self, path: str, reason: str, to_path: str) -> SignedFile:
        """Ký số một tệp đã in ra."""
        try:
            order = SignFile(Path(path).read_bytes(), reason)
        except OSError as error:
            raise DeskError(FILE_UNREADABLE, reason=type(error).__name__) from None
        return sign_file(order, self._desk, self._opened(), to_file(Path(to_path)), self._work)

    def _opened(self) -> OpenKey:
        if self._key is None:
            raise DeskError(NO_SIGNER)
        return self._key


def to_file(path: Path) -> Callable[[bytes, str], str]:
    """Return what writes a paper to a file and says so.

    Args:
        path: The file; its folder is made if need be.
    """

    def deliver(pdf: bytes, _: str) -> str:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except OSError as error:
            raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None
        return f"Đã ghi ra tệp {path}."

    return deliver
