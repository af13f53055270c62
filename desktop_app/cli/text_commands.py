"""Commands for texts and units: old encodings of a file, communes, addresses, a package of units."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from desktop_app.cli.answers_file import read_bytes
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.errors import DeskError
from forms.errors import Act, Fault

NOT_WRITTEN: Final = Fault(
    Act.CLERK,
    "Không ghi được tệp mới; tệp cũ giữ nguyên.",
    "Chọn tên tệp khác bằng --out (tệp đã có không bị ghi đè), hoặc kiểm tra dung lượng và quyền ghi.",
    "The new file cannot be written, or stands there already.",
)

TEXT_MAX: Final = 64 << 20
"""The largest text file that is read, in bytes."""
UNITS_MAX: Final = 8 << 20


def _text_convert(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    found = ask("convert_text", read_bytes(args.file, size_max=TEXT_MAX))
    facts = {
        "read_as": found.read_as,
        "found": found.found,
        "confidence_percent": found.confidence_percent,
        "examples": [f"{before} → {after}" for before, after in found.examples],
    }
    if not found.found or args.look:
        return {"text": {**facts, "written": ""}}
    source = Path(args.file)
    out = Path(args.out) if args.out else source.with_name(f"{source.stem}.unicode{source.suffix}")
    _write(out, found.unicode.encode("utf-8", "replace"))
    return {"text": {**facts, "written": str(out)}}


def _units_find(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"communes": ask("find_communes", " ".join(args.text), args.limit)}


def _units_address(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"address": ask("read_address", " ".join(args.text))}


def _units_package(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    raw = read_bytes(args.file, size_max=UNITS_MAX)
    package = ask("make_units", raw, args.edition, args.effective_from, args.source)
    _write(Path(args.out), package)
    return {"written": args.out, "bytes": len(package)}


def _write(out: Path, raw: bytes) -> None:
    """Write a new file; one that is there is never written over."""
    try:
        with out.open("xb") as file:
            file.write(raw)
    except OSError as error:
        raise DeskError(NOT_WRITTEN, reason=error.strerror or type(error).__name__) from None


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("text", "convert"),
        Needs.SHELF,
        "nhận ra tệp chữ TCVN3, VNI, VISCII và chuyển sang tệp Unicode mới; tệp cũ giữ nguyên",
        _text_convert,
        (
            argument("file", metavar="FILE", help="tệp chữ hoặc CSV"),
            argument("--out", default="", metavar="FILE", help="mặc định: cùng tên, thêm .unicode"),
            argument("--look", action="store_true", help="chỉ nói tìm thấy gì, không ghi tệp"),
        ),
    ),
    Command(
        ("units", "find"),
        Needs.SHELF,
        "tìm xã, phường, gõ không dấu cũng được",
        _units_find,
        (
            argument("text", nargs="+", help="vài chữ của tên xã, phường, tỉnh"),
            argument("--limit", type=int, default=20),
        ),
    ),
    Command(
        ("units", "address"),
        Needs.SHELF,
        "một địa chỉ thuộc xã, phường nào hiện nay; địa chỉ cũ còn huyện cũng được",
        _units_address,
        (argument("text", nargs="+", help="địa chỉ như ghi trên giấy"),),
    ),
    Command(
        ("units", "package"),
        Needs.SHELF,
        "lập gói đơn vị hành chính cả nước từ bộ dữ liệu công khai, để quản trị viên công bố",
        _units_package,
        (
            argument("file", metavar="FILE", help="JSON: provinces, communes"),
            argument("--edition", required=True, help="tên gói, ví dụ 2026.07"),
            argument("--effective-from", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD"),
            argument("--source", required=True, help="căn cứ và nguồn dữ liệu"),
            argument("--out", required=True, metavar="FILE"),
        ),
    ),
)
