"""Commands about the commune's own books."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.usecases.enter_book import EnterBook
from desktop_app.usecases.hand_book import HandBook
from desktop_app.usecases.list_books import ListBooks
from desktop_app.usecases.open_book import OpenBook
from desktop_app.usecases.print_book import PrintBook
from desktop_app.usecases.read_book import ReadBook
from desktop_app.usecases.take_lost_book import TakeLostBook


def _open(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {
        "book": str(ask("open_book", OpenBook(args.sign, args.title, args.year, args.volume, args.first)))
    }


def _enter(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    dossier = ask("read_dossier", args.dossier).id if args.dossier else ""
    return {"entry": ask("enter_book", EnterBook(args.book, dossier, args.text))}


def _hand(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("hand_book", HandBook(args.book, args.to))
    return {"handed": str(args.book)}


def _lost(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("take_lost_book", TakeLostBook(args.book, args.next, args.reason))
    return {"taken": str(args.book), "next": args.next}


def _print(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"book": ask("print_book", PrintBook(args.book, args.first, args.last), args.out)}


def _list(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    page = ask("list_books", ListBooks(after=args.after))
    return {"books": page.rows, "next": page.next}


def _show(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"book": ask("read_book", ReadBook(args.book, args.most))}


_BOOK = argument("book", type=UUID, metavar="SỔ", help="mã sổ như «book list» cho biết")

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("book", "open"),
        Needs.OFFICE,
        "mở một quyển sổ của xã; máy này giữ sổ",
        _open,
        (
            argument("sign", metavar="KÝ_HIỆU", help="ví dụ SCT/BS"),
            argument("--title", required=True, help="tên sổ"),
            argument("--year", type=int, required=True),
            argument("--volume", type=int, default=1, help="quyển số"),
            argument("--first", type=int, default=1, help="số đầu tiên"),
        ),
    ),
    Command(
        ("book", "enter"),
        Needs.OFFICE,
        "vào sổ, lấy số kế tiếp",
        _enter,
        (_BOOK, argument("--dossier", default="", metavar="HỒ_SƠ"), argument("--text", default="")),
    ),
    Command(
        ("book", "hand"),
        Needs.OFFICE,
        "bàn giao sổ cho máy khác của xã",
        _hand,
        (
            _BOOK,
            argument(
                "--to", required=True, metavar="MÃ_MÁY", help="mã máy nhận, do «enrol» của máy ấy cho biết"
            ),
        ),
    ),
    Command(
        ("book", "lost"),
        Needs.OFFICE,
        "khai báo máy giữ sổ bị mất; máy này nhận sổ và vào sổ tiếp từ số đã nêu",
        _lost,
        (
            _BOOK,
            argument("--next", type=int, required=True, help="số kế tiếp, sau mọi số máy mất có thể đã cấp"),
            argument("--reason", required=True, help="việc gì đã xảy ra với máy giữ sổ"),
        ),
    ),
    Command(
        ("book", "print"),
        Needs.OFFICE,
        "in một quyển sổ, cả quyển hoặc một khoảng ngày",
        _print,
        (
            _BOOK,
            argument("--from", dest="first", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY"),
            argument("--to", dest="last", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY"),
            argument("--out", default="", metavar="OUT.pdf", help="ghi ra tệp thay vì máy in"),
        ),
    ),
    Command(
        ("book", "list"),
        Needs.OFFICE,
        "các sổ của xã, ai giữ, số kế tiếp",
        _list,
        (argument("--after", type=int, default=0, metavar="NEXT", help="trang sau: «next» của trang trước"),),
    ),
    Command(
        ("book", "show"),
        Needs.OFFICE,
        "một quyển sổ: các lần vào sổ mới nhất, ai đã giữ, số còn trống",
        _show,
        (_BOOK, argument("--most", type=int, default=100, help="nhiều nhất bao nhiêu lần vào sổ")),
    ),
)
