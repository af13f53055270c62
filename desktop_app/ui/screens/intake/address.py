"""What the intake makes of a read address: when a person is asked, and the words once one has chosen."""

from desktop_app.ui.ports import AddressFacts
from desktop_app.ui.strings import WORDS


def asked(facts: AddressFacts) -> AddressFacts | None:
    """Return what is offered; an address of today that is in no doubt needs nobody."""
    return facts if facts.choices and (facts.is_old or not facts.commune) else None


def rewritten(facts: AddressFacts | None, code: str) -> str:
    """Write the address in two tiers with a commune that was offered; empty when it was not.

    The words of an old paper stay behind it in brackets: papers that carry them must be found again.
    """
    written = next((one.written for one in facts.choices if one.code == code), "") if facts else ""
    if not facts or not written or not facts.is_old:
        return written
    return f"{written} ({WORDS('address_was', text=facts.text.strip())})"
