"""Commands of the statute's lists: import, review, pack, difference, publish, list."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from desktop_app.cli.answers_file import read_bytes, read_object
from desktop_app.cli.command import Argument, Ask, Command, Needs, argument
from desktop_app.errors import FILE_UNWRITABLE, DeskError
from desktop_app.usecases.pack_procedures import PackProcedures
from desktop_app.usecases.publish_package import PublishPackage
from desktop_app.usecases.review_procedures import PAGE, ReviewProcedures, answers_to_all
from forms.catalogue.package import BYTES_MAX
from forms.catalogue.review import Answer, read_answers


def _import(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    done = ask("import_procedures", read_bytes(args.file, size_max=BYTES_MAX))
    return {"import": {**_without(done, "review"), **_written(done.review.spelt(), args.out)}}


def _review(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    raw = read_bytes(args.file, size_max=2 * BYTES_MAX)
    order = ReviewProcedures(raw, of_trap=args.trap, code=args.code, after=args.after, limit=args.limit)
    answers = _answers(order, args)
    done = ask("review_procedures", replace(order, answers=answers))
    told = _without(done, "review")
    return {"review": {**told, **_written(done.review.spelt(), args.file)} if answers else told}


def _answers(order: ReviewProcedures, args: Namespace) -> tuple[Answer, ...]:
    """Answers of a file, one answer for one flag, or one for all of a kind or of a procedure."""
    if args.answers:
        return tuple(read_answers(read_object(args.answers)["answers"]))
    if not args.choice:
        return ()
    if not args.flag:
        return answers_to_all(order, args.choice, args.person, args.reason)
    value = read_object(args.value)["value"] if args.value else None
    one = {"flag": args.flag, "choice": args.choice, "person": args.person, "reason": args.reason}
    return tuple(read_answers([one if value is None else {**one, "value": value}]))


def _pack(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    review = read_bytes(args.file, size_max=2 * BYTES_MAX)
    done = ask("pack_procedures", PackProcedures(review, args.edition, args.effective_from, args.source))
    return {"package": {**_without(done, "package"), **_written(done.package, args.out)}}


def _diff(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"difference": ask("diff_package", read_bytes(args.file, size_max=BYTES_MAX))}


def _publish(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = PublishPackage(read_bytes(args.file, size_max=BYTES_MAX))
    return {"published": ask("publish_package", order)}


def _list(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"packages": ask("list_packages")}


def _without(done: Any, part: str) -> dict[str, Any]:
    """Return the fields of a result but the one that is written as a file."""
    return {field.name: getattr(done, field.name) for field in fields(done) if field.name != part}


def _written(raw: bytes, to: str) -> dict[str, Any]:
    """Write a file and tell where it lies."""
    try:
        Path(to).write_bytes(raw)
    except OSError as error:
        raise DeskError(FILE_UNWRITABLE, reason=error.strerror or type(error).__name__) from None
    return {"written_to": to}


_FILE: Final = argument("file", help="tệp")
_REVIEW: Final[tuple[Argument, ...]] = (
    _FILE,
    argument("--trap", default="", metavar="KIND", help="chỉ một loại nghi ngờ, ví dụ fee_tiny"),
    argument("--code", default="", metavar="CODE", help="chỉ một thủ tục"),
    argument("--after", default="", metavar="FLAG", help="trang sau mục này"),
    argument("--limit", type=int, default=PAGE, metavar="N", help="bao nhiêu mục một trang"),
    argument("--flag", default="", metavar="FLAG", help="trả lời mục này, ví dụ 2.001827:fee_tiny"),
    argument(
        "--choice", default="", help="một trong các cách trả lời được nêu cạnh mục"
    ),
    argument("--value", default="", metavar="FILE", help='với set: tệp JSON {"value": …}'),
    argument("--person", default="", metavar="NAME", help="ai duyệt"),
    argument("--reason", default="", help="vì sao: văn bản, điều khoản, hay đã hỏi ai"),
    argument("--answers", default="", metavar="FILE", help='nhiều câu trả lời: tệp JSON {"answers": […]}'),
)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("catalogue", "import"),
        Needs.SHELF,
        "đọc danh mục xuất từ tỉnh (JSON hoặc XLSX) và nêu mọi chỗ đáng ngờ; chưa đưa gì vào dùng",
        _import,
        (_FILE, argument("--out", required=True, metavar="FILE", help="tệp rà soát được ghi ra")),
    ),
    Command(
        ("catalogue", "review"),
        Needs.SHELF,
        "xem các mục chờ người duyệt; trả lời một mục, hoặc mọi mục của một loại hay một thủ tục",
        _review,
        _REVIEW,
    ),
    Command(
        ("catalogue", "pack"),
        Needs.SHELF,
        "đóng gói những thủ tục đã trả lời đủ",
        _pack,
        (
            _FILE,
            argument("--edition", required=True, help="tên ấn bản, ví dụ tinh-2026.12"),
            argument(
                "--effective-from", required=True, metavar="DAY", help="ngày hiệu lực: 2026-12-01"
            ),
            argument("--source", default="", help="quyết định làm căn cứ"),
            argument("--out", required=True, metavar="FILE", help="gói được ghi ra"),
        ),
    ),
    Command(
        ("catalogue", "diff"),
        Needs.OFFICE,
        "gói này làm thay đổi gì so với đang dùng",
        _diff,
        (_FILE,),
    ),
    Command(
        ("catalogue", "publish"), Needs.OFFICE, "công bố gói tại máy này (quản trị viên)", _publish, (_FILE,)
    ),
    Command(("catalogue", "list"), Needs.OFFICE, "các gói đã công bố", _list),
)
"""`motcua catalogue …`."""
