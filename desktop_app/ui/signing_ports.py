"""What the window asks about signatures; the office that is unlocked implements it."""

from typing import Protocol

from desktop_app.ports.signing import NO_SIGNER, Certificate, SigningPlace
from desktop_app.usecases.sign_paper import SignedPaper, SignPaper

__all__ = ["NO_SIGNER", "Certificate", "SignPaper", "SignedPaper", "Signing", "SigningPlace"]


class Signing(Protocol):
    """A part of the unlocked office. Every call belongs on the store's worker."""

    def show_signer(self) -> SigningPlace:
        """Where this machine's key is; nothing is opened."""

    def set_signer(self, place: SigningPlace) -> None:
        """Say where it is (administrator only)."""

    def open_signer(self, pin: bytearray, place: SigningPlace | None = None) -> Certificate:
        """Open the key until `close_signer`; the PIN is overwritten, whatever happens."""

    def close_signer(self) -> None:
        """Close it; nothing where none is open."""

    def sign_paper(self, order: SignPaper, to_path: str = "") -> SignedPaper:
        """Sign a paper with the open key; kept with the dossier, and in a file too if one is named."""
