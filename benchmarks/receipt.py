"""The receipt as PDF against a bare reportlab page: same face, as many lines, a QR of the same text.

The base knows nothing of layout: one `drawString` a line. Both make the QR's matrix anew each time. One
receipt is what a citizen waits for; many in one file are a morning's batch, 1,000 with `MOTCUA_BENCH_LONG=1`.
"""

import hashlib
import itertools
import os
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
from forms.papers.pdf import draw, draw_all
from forms.papers.qr import squares
from forms.papers.receipt import ReceiptFacts, receipt_paper
from tests.support.receipts import NUMBER, facts

LIMIT = 1 / 0.6
MANY = 1_000 if os.environ.get("MOTCUA_BENCH_LONG") else 200
MANY_RUNS = 3
TARGET_MS = 60


def a_receipt() -> ReceiptFacts:
    """Return a receipt with squares of its own."""
    record = uuid.UUID(bytes=secrets.token_bytes(16))
    return replace(facts(), qr=receipt_text(record, NUMBER, lambda message: hashlib.sha512(message).digest()))


def bare_pages(given: list[ReceiptFacts], lines: list[str]) -> bytes:
    """Draw for each the lines one below the other, then the squares; a page each."""
    fonts.register()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    for one in given:
        canvas.setFont(fonts.FACE, 13)
        for n, line in enumerate(lines):
            canvas.drawString(30 * mm, A4[1] - 25 * mm - n * 16, line)
        _bare_squares(canvas, one.qr)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _bare_squares(canvas: Canvas, text: str) -> None:
    matrix = squares(text)
    cell = 31 * mm / len(matrix)
    for y, row in enumerate(matrix):
        x = 0
        for is_dark, cells in itertools.groupby(row):
            length = len(list(cells))
            if is_dark:
                canvas.rect(150 * mm + x * cell, 40 * mm - y * cell, length * cell, cell, stroke=0, fill=1)
            x += length


def rows(runs: int) -> list[Row]:
    """Measure one receipt after the other, then many in one file."""
    title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    lines = receipt_paper(facts()).text().splitlines()
    ours, theirs = interleaved(
        lambda: draw(receipt_paper(a_receipt()), title=title),
        lambda: bare_pages([a_receipt()], lines),
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
        ),
        _many(title, lines),
    ]


def _many(title: str, lines: list[str]) -> Row:
    """Measure a batch: receipts in one file, a page each."""
    ours, theirs = interleaved(
        lambda: draw_all([receipt_paper(a_receipt()) for _ in range(MANY)], title=title),
        lambda: bare_pages([a_receipt() for _ in range(MANY)], lines),
        runs=MANY_RUNS,
    )
    return Row(
        what=f"{MANY:,} receipts in one file, per page",
        ours=percentile(ours, 0.5) / MANY,
        base=percentile(theirs, 0.5) / MANY,
        base_name="bare reportlab pages, same face and QR",
        unit="ms",
        limit=LIMIT,
        note=f"ms in all: {spread(ours)} against {spread(theirs)}; {MANY_RUNS} runs",
    )


if __name__ == "__main__":
    tell(rows, runs=60)
