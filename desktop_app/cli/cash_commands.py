"""Commands about money: take, return, ask, the ledger, closing a day, VietQR, the bank's statement."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from desktop_app.cli.answers_file import read_bytes
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.ports.papers import PaperKind
from desktop_app.usecases.ask_payment import AskPayment
from desktop_app.usecases.close_day import CloseDay
from desktop_app.usecases.match_bank import MatchBank
from desktop_app.usecases.print_ledger import PrintLedger
from desktop_app.usecases.print_paper import PrintPaper
from desktop_app.usecases.read_ledger import ReadLedger
from desktop_app.usecases.refund_fee import RefundFee
from desktop_app.usecases.take_fee import TakeFee
from forms.dossier.fee_parts import LABEL_OF_GROUND
from forms.dossier.fee_writes import METHODS
from forms.money.closing import read_count
from forms.money.statement import BYTES_MAX


def _id(ask: Ask, args: Namespace) -> str:
    return str(ask("read_dossier", args.dossier).id)


def _take(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = TakeFee(
        dossier_id=_id(ask, args),
        method=args.method,
        amount=args.amount,
        case=args.case,
        ground=args.exempt,
        reason=args.reason,
        evidence=args.evidence,
    )
    taken = ask("take_fee", order)
    paper = PrintPaper((order.dossier_id,), PaperKind.FEE.value)
    printed = ask("print_paper", paper, args.print) if args.print and taken.receipt_no else None
    return {"taken": taken, "printed": printed}


def _refund(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"returned": ask("refund_fee", RefundFee(_id(ask, args), args.receipt, args.reason))}


def _ask_payment(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("ask_payment", AskPayment(_id(ask, args), args.amount, args.title))
    return {"dossier": ask("read_dossier", args.dossier)}


def _list(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = ReadLedger(args.day, args.clerk, args.method, args.after, args.limit)
    return {"ledger": ask("read_ledger", order)}


def _close(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    counted = read_count(" ".join(args.counted))
    closing = ask("close_day", CloseDay(counted, args.day, args.change, args.reason, args.clerk))
    sums = {"counted": closing.counted_total, "expected": closing.expected, "difference": closing.difference}
    return {"closing": {**closing.payload(), **sums}}


def _report(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = PrintLedger(args.day, args.clerk)
    rows = ask("export_ledger", order, args.csv) if args.csv else None
    printed = ask("print_ledger", order, args.out) if args.out or not args.csv else None
    return {"printed": printed, "csv_rows": rows}


def _qr(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"payment": ask("show_payment_code", _id(ask, args))}


def _bank(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    raw = read_bytes(args.file, size_max=BYTES_MAX)
    return {"bank": ask("match_bank", MatchBank(raw, tuple(args.accept), args.accept_all))}


_DOSSIER: Final = argument("dossier", metavar="HỒ_SƠ", help="số tạm, mã hồ sơ, hoặc mã nội bộ")
_DAY: Final = argument("--day", type=date.fromisoformat, metavar="2026-11-23", help="mặc định hôm nay")
_CLERK: Final = argument("--clerk", default="", metavar="TÊN_ĐĂNG_NHẬP", help="ngăn tiền của ai")
_METHOD: Final = argument("--method", default="cash", choices=METHODS, help="transfer: đã thấy báo có")

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("cash", "take"),
        Needs.OFFICE,
        "thu phí của một hồ sơ, in biên lai",
        _take,
        (
            _DOSSIER,
            _METHOD,
            argument("--amount", type=int, help="đồng; chỉ cần khi mức phí chưa xác định được"),
            argument("--case", default="", help="trường hợp, nơi phí khác nhau"),
            argument("--exempt", default="", choices=["", *(ground.value for ground in LABEL_OF_GROUND)]),
            argument("--reason", default="", help="lý do miễn, giảm"),
            argument("--evidence", default="", help="giấy tờ chứng minh đã xem"),
            argument("--print", default="", metavar="OUT.pdf", help="ghi biên lai ra tệp"),
        ),
    ),
    Command(
        ("cash", "refund"),
        Needs.OFFICE,
        "hoàn một khoản đã thu (phụ trách bộ phận)",
        _refund,
        (
            _DOSSIER,
            argument("--receipt", required=True, help="số biên lai"),
            argument("--reason", required=True),
        ),
    ),
    Command(
        ("cash", "ask"),
        Needs.OFFICE,
        "yêu cầu thực hiện nghĩa vụ tài chính (công chức xã)",
        _ask_payment,
        (_DOSSIER, argument("--amount", type=int, required=True), argument("--title", required=True)),
    ),
    Command(
        ("cash", "list"),
        Needs.OFFICE,
        "sổ thu của một ngày",
        _list,
        (
            _DAY,
            _CLERK,
            argument("--method", default="", choices=["", *METHODS]),
            argument("--after", type=int, default=0, help="«next» của trang trước"),
            argument("--limit", type=int, default=100),
        ),
    ),
    Command(
        ("cash", "close"),
        Needs.OFFICE,
        "chốt sổ một ngày: đếm tiền, ghi chênh lệch",
        _close,
        (
            argument("counted", nargs="*", metavar="50000=3", help="mệnh giá = số tờ"),
            _DAY,
            _CLERK,
            argument("--change", type=int, default=0, help="tiền lẻ có sẵn đầu ngày, đồng"),
            argument("--reason", default="", help="lý do chênh lệch"),
        ),
    ),
    Command(
        ("cash", "report"),
        Needs.OFFICE,
        "bảng kê thu của một ngày, PDF hoặc CSV",
        _report,
        (
            _DAY,
            _CLERK,
            argument("--out", default="", metavar="OUT.pdf", help="ghi ra tệp thay vì in"),
            argument("--csv", default="", metavar="OUT.csv"),
        ),
    ),
    Command(("cash", "qr"), Needs.OFFICE, "mã VietQR của số còn phải nộp", _qr, (_DOSSIER,)),
    Command(
        ("cash", "bank"),
        Needs.OFFICE,
        "đối chiếu sao kê ngân hàng (CSV)",
        _bank,
        (
            argument("file", metavar="FILE"),
            argument("--accept", action="append", default=[], metavar="MÃ_DÒNG", help="xác nhận một dòng"),
            argument("--accept-all", action="store_true", help="xác nhận mọi dòng đã khớp"),
        ),
    ),
)
