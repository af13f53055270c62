"""A text → its squares.

Here: the matrix. Not here: drawing it (`pdf`), what the text says (`codes.receipt_qr`).
"""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a QR code, True for dark, without the quiet zone around it.

    Args:
        text: Capitals, digits and dots take the dense alphabet.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())
