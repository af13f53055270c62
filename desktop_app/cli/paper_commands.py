"""Commands about papers, and about what only a paper says: refuse, ask, apologise, stop, hand over."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from desktop_app.cli.answers_file import handed_in, read_answers
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.ports.papers import PaperKind
from desktop_app.usecases.apologise_late import ApologiseLate
from desktop_app.usecases.ask_supplement import AskSupplement
from desktop_app.usecases.guide_applicant import GUIDED_BECAUSE, GuideApplicant
from desktop_app.usecases.hand_over_dossiers import HandOverDossiers
from desktop_app.usecases.print_paper import PrintPaper
from desktop_app.usecases.print_register import PrintRegister
from desktop_app.usecases.refuse_receipt import RefuseReceipt
from desktop_app.usecases.serve_now import ServeNow
from desktop_app.usecases.withdraw_dossier import WithdrawDossier
from forms.dossier.calendar import VN


def _ids(ask: Ask, args: Namespace) -> tuple[str, ...]:
    return tuple(ask("read_dossier", name).id for name in args.dossiers)


def _id(ask: Ask, args: Namespace) -> str:
    return str(ask("read_dossier", args.dossier).id)


def _shown(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"dossier": ask("read_dossier", args.dossier)}


def _print(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"printed": ask("print_paper", PrintPaper(_ids(ask, args), args.kind), args.out)}


def _register(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = PrintRegister(args.first, args.last, args.volume)
    return {"register": ask("print_register", order, args.out)}


def _hand_over(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = HandOverDossiers(_ids(ask, args), args.to, args.taker, args.note)
    return {"handed_over": ask("hand_over_dossiers", order, args.out)}


def _guide(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = GuideApplicant(args.draft, tuple(args.item), args.reason)
    return {"guided": ask("guide_applicant", order, args.out)}


def _refuse(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    applicant = read_answers(args.answers).get("applicant", {})
    return {"refused": ask("refuse_receipt", RefuseReceipt(args.procedure, applicant, tuple(args.reason)))}


def _serve(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    told = read_answers(args.answers)
    procedure = ask("show_procedure", args.procedure)
    order = ServeNow(
        args.procedure,
        told.get("applicant", {}),
        args.signer,
        args.receiver,
        args.fee,
        args.fee_receipt_no,
        told.get("answers", {}),
        papers=handed_in(told.get("papers"), [paper.name for paper in procedure.papers]),
        case=told.get("case", ""),
        lookups=told.get("lookups", {}),
    )
    return {"served": ask("serve_now", order)}


def _ask_supplement(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("ask_supplement", AskSupplement(_id(ask, args), tuple(args.item), args.reason, args.override))
    return _shown(ask, args)


def _apologise(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    due = args.due if args.due.tzinfo else args.due.replace(tzinfo=VN)
    ask("apologise_late", ApologiseLate(_id(ask, args), args.reason, due, args.signer))
    return _shown(ask, args)


def _withdraw(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("withdraw_dossier", WithdrawDossier(_id(ask, args), args.reason))
    return _shown(ask, args)


_DOSSIER = argument("dossier", metavar="HỒ_SƠ", help="số tạm, mã hồ sơ, hoặc mã nội bộ")
_DOSSIERS = argument("dossiers", metavar="HỒ_SƠ", nargs="+", help="số tạm, mã hồ sơ, hoặc mã nội bộ")
_OUT = argument("--out", default="", metavar="OUT.pdf", help="ghi ra tệp thay vì máy in")
_REASON = argument("--reason", required=True, help="lý do")
_PROCEDURE = argument("--procedure", required=True, help="mã thủ tục")
_ANSWERS = argument("--answers", required=True, metavar="FILE", help="JSON có applicant")
_SIGNER = argument("--signer", default="", help="người ký")

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("paper", "print"),
        Needs.OFFICE,
        "in một giấy của một hay nhiều hồ sơ (nhiều hồ sơ: một tệp)",
        _print,
        (
            _DOSSIERS,
            argument(
                "--kind", choices=[kind.value for kind in PaperKind], default="01", help="mẫu số hoặc tên"
            ),
            _OUT,
        ),
    ),
    Command(
        ("register", "print"),
        Needs.OFFICE,
        "in sổ theo dõi hồ sơ của một khoảng ngày (Mẫu 07)",
        _register,
        (
            argument(
                "--from", dest="first", type=date.fromisoformat, required=True, metavar="NĂM-THÁNG-NGÀY"
            ),
            argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="NĂM-THÁNG-NGÀY"),
            argument("--volume", default="", help="quyển số"),
            _OUT,
        ),
    ),
    Command(
        ("hand-over",),
        Needs.OFFICE,
        "bàn giao hồ sơ cho đơn vị giải quyết, in phiếu bàn giao",
        _hand_over,
        (
            _DOSSIERS,
            argument("--to", required=True, help="đơn vị nhận"),
            argument("--taker", default="", help="người nhận"),
            argument("--note", default="", help="ghi chú"),
            _OUT,
        ),
    ),
    Command(
        ("guide",),
        Needs.OFFICE,
        "hướng dẫn bổ sung khi chưa tiếp nhận (Mẫu 02), từ hồ sơ đang nhập",
        _guide,
        (
            argument("draft", metavar="NHÁP", help="mã nháp, xem «motcua draft list»"),
            argument(
                "--item", action="append", default=[], help="nội dung bổ sung; không có: các giấy còn thiếu"
            ),
            argument("--reason", default=GUIDED_BECAUSE, help="lý do"),
            _OUT,
        ),
    ),
    Command(
        ("refuse",),
        Needs.OFFICE,
        "từ chối tiếp nhận, ghi rõ lý do",
        _refuse,
        (
            _PROCEDURE,
            _ANSWERS,
            argument("--reason", action="append", required=True, help="lý do; lặp lại được"),
        ),
    ),
    Command(
        ("serve",),
        Needs.OFFICE,
        "giải quyết và trả ngay tại quầy",
        _serve,
        (
            _PROCEDURE,
            _ANSWERS,
            argument("--signer", required=True, help="người ký kết quả"),
            argument("--receiver", default="", help="người nhận, mặc định là người nộp"),
            argument("--fee", type=int, default=0, help="lệ phí đã thu, đồng"),
            argument("--fee-receipt-no", default="", help="số biên lai"),
        ),
    ),
    Command(
        ("ask-supplement",),
        Needs.OFFICE,
        "yêu cầu bổ sung tại quầy (công chức xã), một lần, đầy đủ",
        _ask_supplement,
        (
            _DOSSIER,
            argument("--item", action="append", required=True, help="nội dung bổ sung; lặp lại được"),
            _REASON,
            argument("--override", default="", help="lý do yêu cầu lần thứ hai; hồ sơ bị tính là quá hạn"),
        ),
    ),
    Command(
        ("apologise",),
        Needs.OFFICE,
        "xin lỗi và hẹn lại ngày trả (công chức xã)",
        _apologise,
        (
            _DOSSIER,
            _REASON,
            argument("--due", type=datetime.fromisoformat, required=True, metavar="2026-11-27T10:00"),
            _SIGNER,
        ),
    ),
    Command(("withdraw",), Needs.OFFICE, "dừng theo đề nghị của công dân", _withdraw, (_DOSSIER, _REASON)),
)
