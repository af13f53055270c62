"""The receipt as PDF against a bare reportlab page: same face, as many lines, a QR of the same text.

The base knows nothing of layout: one `drawString` a line. Both make the QR's matrix anew each time.
"""

import hashlib
import itertools
import secrets
import uuid
from dataclasses import replace
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Row, interleaved, percentile, spread, tell, within
from forms.codes.receipt_qr import receipt_text
from forms.papers import fonts
from forms.papers.pdf import draw
from forms.papers.qr import squares
from forms.papers.receipt import ReceiptFacts, receipt_paper
from tests.support.receipts import NUMBER, facts

LIMIT = 1 / 0.6
TARGET_MS = 60


def a_receipt() -> ReceiptFacts:
    """Return a receipt with squares of its own."""
    record = uuid.UUID(bytes=secrets.token_bytes(16))
    return replace(facts(), qr=receipt_text(record, NUMBER, lambda message: hashlib.sha512(message).digest()))


def bare_page(given: ReceiptFacts, lines: list[str]) -> bytes:
    """Draw the lines one below the other, then the squares."""
    fonts.register()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont(fonts.FACE, 13)
    for n, line in enumerate(lines):
        canvas.drawString(30 * mm, A4[1] - 25 * mm - n * 16, line)
    matrix = squares(given.qr)
    cell = 31 * mm / len(matrix)
    for y, row in enumerate(matrix):
        x = 0
        for is_dark, cells in itertools.groupby(row):
            length = len(list(cells))
            if is_dark:
                canvas.rect(150 * mm + x * cell, 40 * mm - y * cell, length * cell, cell, stroke=0, fill=1)
            x += length
    canvas.save()
    return target.getvalue()


def rows(runs: int) -> list[Row]:
    """Measure one receipt after the other."""
    title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    lines = receipt_paper(facts()).text().splitlines()
    ours, theirs = interleaved(
        lambda: draw(receipt_paper(a_receipt()), title=title),
        lambda: bare_page(a_receipt(), lines),
        runs=runs,
    )
    note = f"p95 {within(percentile(ours, 0.95), TARGET_MS)}; min/median/max {spread(ours)}"
    return [
        Row(
            what="receipt as PDF, p50",
            ours=percentile(ours, 0.5),
            base=percentile(theirs, 0.5),
            base_name=f"bare reportlab page, {len(lines)} lines, same face and QR",
            unit="ms",
            limit=LIMIT,
            note=f"{note}; {runs} runs",
        )
    ]


if __name__ == "__main__":
    tell(rows, runs=60)
