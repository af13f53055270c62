"""Ký số from the window: what is asked, and how a PIN goes to the key and nowhere else. No toolkit here."""

from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.ui.asks import Answers, Ask, Hit
from desktop_app.ui.deeds import Deed, Done
from desktop_app.ui.ports import Office, PaperLine
from desktop_app.ui.signing_ports import NO_SIGNER, SignPaper
from desktop_app.ui.strings import WORDS
from forms.errors import RuleError

PIN: Final = "pin"


def pin_ask() -> Ask:
    """Ask for the PIN of the token, or the passphrase of the key's file."""
    return Ask(PIN, WORDS("signer_pin"), secret=True)


def pin_of(answers: Answers) -> bytearray:
    """Return the PIN as bytes that the key overwrites."""
    return bytearray(answers[PIN].encode())


def sign_deed(office: Office, dossier_id: str, lines: tuple[PaperLine, ...], *, is_set: bool) -> Deed:
    """Return the deed that signs one of the papers a dossier has now.

    Args:
        office: the unlocked desk.
        dossier_id: whose paper.
        lines: its papers.
        is_set: whether this machine has a key; without one the deed says who gives it one.
    """
    if not is_set:
        return Deed("sign_paper", _no_signer, remark=WORDS("signer_none"))
    choices = tuple(Hit(line.kind, WORDS(f"paper_{line.kind}")) for line in lines)
    asks = (
        Ask("kind", WORDS("sign_which"), lines[0].kind, choices=choices),
        Ask("file", WORDS("sign_file"), required=False),
        pin_ask(),
    )

    def do(answers: Answers) -> Done:
        office.open_signer(pin_of(answers))
        try:
            signed = office.sign_paper(SignPaper(dossier_id, answers["kind"]), answers["file"])
        finally:
            office.close_signer()
        return Done(f"{WORDS('sign_paper_done', title=signed.title)} {signed.where}".strip())

    return Deed("sign_paper", do, asks, message=WORDS("sign_about"))


def unlocking(office: Office, answers: Mapping[str, str]) -> Callable[[], object]:
    """Return what opens the key for many papers, to be called on a worker."""
    pin = pin_of(answers)
    return lambda: office.open_signer(pin)


def _no_signer(_answers: Answers) -> Done:
    raise RuleError(NO_SIGNER)
