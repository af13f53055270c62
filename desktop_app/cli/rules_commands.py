"""Commands of what the office counts by: days off, hours, and what the law leaves open."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from desktop_app.cli.answers_file import read_bytes
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.usecases.publish_package import PublishPackage
from forms.catalogue.holidays import DayOverride, spelt
from forms.catalogue.package import BYTES_MAX, Head, PackageKind, pack_json
from forms.dossier.calendar import local


def _days_list(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    rules = ask("list_rules")
    return {
        "hours": rules.hours,
        "days": [row for row in rules.days if args.year is None or row.day.year == args.year],
    }


def _day_off(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return _one_day(ask, args, is_working=False)


def _day_worked(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return _one_day(ask, args, is_working=True)


def _one_day(ask: Ask, args: Namespace, *, is_working: bool) -> Mapping[str, Any]:
    row = DayOverride(args.day, is_working, args.name, args.source)
    head = Head(PackageKind.DAYS_OFF, _edition(ask), args.day, source=args.source)
    return _published(ask, pack_json(head, spelt([row])))


def _settings_list(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"questions": ask("list_rules").questions}


def _settings_set(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    first = args.effective_from or local(ask("now")).date()
    head = Head(PackageKind.SETTINGS, _edition(ask), first, source=args.source)
    return _published(ask, pack_json(head, {"settings": {args.setting: args.value}}))


def _publish(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return _published(ask, read_bytes(args.file, size_max=BYTES_MAX))


def _published(ask: Ask, raw: bytes) -> Mapping[str, Any]:
    return {"published": ask("publish_package", PublishPackage(raw))}


def _edition(ask: Ask) -> str:
    """Name a package after the instant it is made: two of them never share a name."""
    return f"{local(ask('now')):%Y%m%d.%H%M%S.%f}"


_DAY: Final = (
    argument("day", type=date.fromisoformat, metavar="NGÀY", help="năm-tháng-ngày, ví dụ 2026-12-24"),
    argument("--name", required=True, help="lý do, ví dụ «Nghỉ theo thông báo»"),
    argument("--source", required=True, help="số văn bản"),
)
_FILE: Final = (argument("file", metavar="FILE", help="gói danh mục (JSON)"),)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("days", "list"),
        Needs.OFFICE,
        "giờ làm việc, ngày nghỉ và ngày làm bù đang dùng",
        _days_list,
        (argument("--year", type=int, default=None, help="chỉ một năm"),),
    ),
    Command(("days", "off"), Needs.OFFICE, "công bố một ngày nghỉ (quản trị viên)", _day_off, _DAY),
    Command(("days", "worked"), Needs.OFFICE, "công bố một ngày làm bù (quản trị viên)", _day_worked, _DAY),
    Command(("days", "publish"), Needs.OFFICE, "công bố gói ngày nghỉ (quản trị viên)", _publish, _FILE),
    Command(("settings", "list"), Needs.OFFICE, "những điểm luật để ngỏ và câu trả lời", _settings_list),
    Command(
        ("settings", "set"),
        Needs.OFFICE,
        "trả lời một điểm luật để ngỏ (quản trị viên)",
        _settings_set,
        (
            argument("setting", metavar="TÊN", help="tên như trong «settings list»"),
            argument("value", metavar="GIÁ_TRỊ"),
            argument("--source", default="", help="số văn bản"),
            argument("--from", dest="effective_from", type=date.fromisoformat, help="ngày có hiệu lực"),
        ),
    ),
    Command(
        ("settings", "publish"),
        Needs.OFFICE,
        "công bố gói cài đặt, giờ làm việc (quản trị viên)",
        _publish,
        _FILE,
    ),
)
