"""Commands of procedures and e-forms: find, check, convert, fill, preview, publish, carry a draft over."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.cli.answers_file import read_object
from desktop_app.cli.beside import form_file
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.errors import FILE_UNWRITABLE, DeskError
from desktop_app.usecases.publish_package import PublishPackage

if TYPE_CHECKING:
    from desktop_app.usecases.check_form import FormReport
    from desktop_app.usecases.pack_form import PackedForm

OK: Final = 0
REFUSED: Final = 3


def _procedures_find(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"procedures": ask("find_procedures", " ".join(args.text), args.limit)}


def _procedures_show(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"procedure": ask("show_procedure", args.code)}


def _form_check(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    report: FormReport = ask("check_form", *form_file(args.file))
    told = asdict(report)
    if args.json:
        told["findings"] = [{"place": one.place(), **asdict(one)} for one in report.findings]
    else:
        del told["unsupported"]  # they are among the findings
        told["findings"] = [f"{one.place()}: {one.sentence} → {one.repair}" for one in report.findings]
    return {"form": told, "exit_code": OK if report.usable else REFUSED}


def _form_convert(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    xform = ask("convert_form", *form_file(args.file))
    out = Path(args.out) if args.out else Path(args.file).with_suffix(".xml")
    try:
        out.write_bytes(xform)
    except OSError as error:
        raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None
    return {"written": str(out), "bytes": len(xform)}


def _form_fill(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    if not Path(args.form).is_file():
        return {"entry": ask("fill_form", args.form, read_object(args.answers))}
    raw, _, files = form_file(args.form)
    return {"entry": ask("fill_form", raw, read_object(args.answers), files)}


def _form_preview(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    form_file(args.file)  # a file that cannot be read is told here, not in a window
    return {"exit_code": ask("preview_form", args.file)}


def _form_publish(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    from desktop_app.usecases.pack_form import PackForm  # noqa: PLC0415 - drags in the form engine

    raw, name, files = form_file(args.file)
    order = PackForm(raw, name, args.effective_from, args.procedure, args.source, files)
    packed: PackedForm = ask("pack_form", order)
    remarks = [f"{one.place()}: {one.sentence} → {one.repair}" for one in packed.findings]
    return {"published": ask("publish_package", PublishPackage(packed.package)), "findings": remarks}


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("procedures", "find"),
        Needs.LISTS,
        "tìm thủ tục, gõ không dấu cũng được; với --as: danh mục đang áp dụng ở máy này",
        _procedures_find,
        (
            argument("text", nargs="*", help="vài chữ của tên, lĩnh vực hoặc mã"),
            argument("--limit", type=int, default=20),
        ),
    ),
    Command(
        ("procedures", "show"),
        Needs.LISTS,
        "thành phần hồ sơ, thời hạn, lệ phí, nơi quyết định",
        _procedures_show,
        (argument("code", help="mã thủ tục, ví dụ 1.001193"),),
    ),
    Command(
        ("form", "check"),
        Needs.SHELF,
        "kiểm tra một biểu mẫu XLSForm (.xlsx) hoặc XForm (.xml)",
        _form_check,
        (argument("file", metavar="FILE"),),
    ),
    Command(
        ("form", "convert"),
        Needs.SHELF,
        "chuyển XLSForm thành XForm",
        _form_convert,
        (
            argument("file", metavar="FILE"),
            argument("--out", default="", metavar="FILE", help="mặc định: cùng tên, đuôi .xml"),
        ),
    ),
    Command(
        ("form", "fill"),
        Needs.SHELF,
        "điền biểu mẫu bằng tệp: in giá trị, câu hỏi được hỏi, lỗi",
        _form_fill,
        (
            argument("form", metavar="FORM", help="mã biểu mẫu có sẵn hoặc tệp XForm, XLSForm"),
            argument("--answers", required=True, metavar="FILE", help="JSON: câu trả lời theo tên nút"),
        ),
    ),
    Command(
        ("form", "preview"),
        Needs.WINDOW,
        "mở biểu mẫu trong cửa sổ, nhập thử như cán bộ; không cần kho hồ sơ, không lưu gì",
        _form_preview,
        (argument("file", metavar="FILE"),),
    ),
    Command(
        ("form", "publish"),
        Needs.OFFICE,
        "kiểm tra, dịch và công bố một ấn bản biểu mẫu tại máy này (quản trị viên)",
        _form_publish,
        (
            argument("file", metavar="FILE"),
            argument("--procedure", default="", metavar="CODE", help="mã thủ tục; phải đúng bằng form_id"),
            argument(
                "--from",
                dest="effective_from",
                type=date.fromisoformat,
                required=True,
                metavar="DAY",
                help="ngày hiệu lực: 2026-12-01",
            ),
            argument("--source", default="", help="quyết định làm căn cứ"),
        ),
    ),
)
