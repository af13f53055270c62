"""Commands about what waits for a person, about receipts and acceptances, and the hand-in of a machine."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, Final

from desktop_app.cli.answers_file import read_object
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.ports.matters import (
    Choice,
    CloseFinding,
    DropMatter,
    LinkDuplicate,
    ListMatters,
    ListPrinted,
    MatterClass,
    PrintedState,
    SendAgain,
    SettleConflict,
    UndoSettlement,
    VoidAttachment,
    VoidDossier,
)

NOT_SAFE: Final = 3


def _list(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    classes = frozenset(MatterClass(name) for name in args.kind)
    order = ListMatters(classes, args.overdue, args.dossier, args.after, args.limit)
    return {"matters": ask("list_matters", order)}


def _show(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"matter": ask("read_matter", args.key)}


def _settle(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    values = read_object(args.values) if args.values else {}
    choice = Choice.EDITED if args.values else Choice(args.choose)
    ask("settle_conflict", SettleConflict(args.key, choice, args.reason, values))
    return {"settled": args.key}


def _undo(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("undo_settlement", UndoSettlement(args.key, args.reason))
    return {"reopened": args.key}


def _drop(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("drop_matter", DropMatter(args.key, args.reason))
    return {"dropped": args.key}


def _again(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("send_again", SendAgain(args.key, args.reason))
    return {"sent_again": args.key}


def _close(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("close_finding", CloseFinding(args.key, args.reason))
    return {"closed": args.key}


def _void(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    found = ask("read_dossier", args.dossier)
    ask("void_dossier", VoidDossier(found.id, args.reason, args.basis))
    return {"dossier": ask("read_dossier", found.id)}


def _link(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    one, other = ask("read_dossier", args.dossier), ask("read_dossier", args.other)
    ask("link_duplicate", LinkDuplicate(one.id, other.id, args.outcome, args.reason))
    return {"linked": [one.id, other.id], "outcome": args.outcome}


def _detach(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    found = ask("read_dossier", args.dossier)
    ask("void_attachment", VoidAttachment(found.id, args.sha256, args.reason))
    return {"dossier_id": found.id, "sha256": args.sha256}


def _printed(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    if args.csv:
        return {"rows": ask("export_printed", args.csv), "file_name": args.csv}
    states = frozenset(PrintedState(name) for name in args.state)
    page = ask("list_printed", ListPrinted(states, args.after, args.limit))
    return {"printed": page, "unexplained": page.unexplained}


def _handover(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    done = None if args.offline else ask("run_round", _quiet if args.json else print, lambda: False)
    proof = ask("prove_handover")
    return {"handover": proof, "round": done, "exit_code": 0 if proof.safe else NOT_SAFE}


def _quiet(_: str) -> None:
    """Say nothing between the lines of JSON."""


_KEY: Final = argument("key", help="mục, theo «matters list»")
_WHY: Final = argument("--reason", required=True, help="lý do, ghi vào nhật ký hồ sơ")
_DOSSIER: Final = argument("dossier", help="mã nội bộ, số tạm hoặc mã hồ sơ")

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("matters", "list"),
        Needs.OFFICE,
        "việc cần xử lý, lâu nhất trước",
        _list,
        (
            argument("--kind", action="append", default=[], choices=[kind.value for kind in MatterClass]),
            argument("--overdue", action="store_true", help="chỉ việc quá ba ngày làm việc"),
            argument("--dossier", default="", help="chỉ của hồ sơ này (mã nội bộ)"),
            argument("--after", default="", help="«next» của trang trước"),
            argument("--limit", type=int, default=50),
        ),
    ),
    Command(("matters", "show"), Needs.OFFICE, "xem một việc cần xử lý", _show, (_KEY,)),
    Command(
        ("matters", "settle"),
        Needs.OFFICE,
        "chọn giá trị cho chỗ sửa trùng (C3)",
        _settle,
        (
            _KEY,
            _WHY,
            argument("--choose", default="theirs", choices=["theirs", "mine"], help="theo tỉnh hay máy này"),
            argument("--values", default="", metavar="FILE", help="JSON {đường dẫn: giá trị} thay cả hai"),
        ),
    ),
    Command(("matters", "undo"), Needs.OFFICE, "hoàn tác một lựa chọn", _undo, (_KEY, _WHY)),
    Command(("matters", "drop"), Needs.OFFICE, "giữ theo tỉnh", _drop, (_KEY, _WHY)),
    Command(("matters", "again"), Needs.OFFICE, "gửi lại việc bị từ chối", _again, (_KEY, _WHY)),
    Command(("matters", "close"), Needs.OFFICE, "đóng một phát hiện (C10)", _close, (_KEY, _WHY)),
    Command(
        ("void",),
        Needs.OFFICE,
        "huỷ hồ sơ (phụ trách bộ phận)",
        _void,
        (_DOSSIER, _WHY, argument("--basis", required=True, help="căn cứ pháp lý")),
    ),
    Command(
        ("link",),
        Needs.OFFICE,
        "kết luận hai hồ sơ trùng hay khác nhau",
        _link,
        (
            _DOSSIER,
            argument("--other", required=True, help="hồ sơ kia"),
            argument("--outcome", required=True, choices=["same", "different"]),
            _WHY,
        ),
    ),
    Command(
        ("detach",),
        Needs.OFFICE,
        "gỡ một tệp của hồ sơ đã nhận",
        _detach,
        (_DOSSIER, argument("--sha256", required=True), _WHY),
    ),
    Command(
        ("printed",),
        Needs.OFFICE,
        "số tạm đã giao cho dân và tình trạng ở tỉnh",
        _printed,
        (
            argument("--state", action="append", default=[], choices=[state.value for state in PrintedState]),
            argument("--after", type=int, default=0, help="«next» của trang trước"),
            argument("--limit", type=int, default=100),
            argument("--csv", default="", metavar="FILE", help="ghi cả danh sách ra tệp CSV"),
        ),
    ),
    Command(
        ("handover",),
        Needs.OFFICE,
        "đồng bộ rồi xem có thể bàn giao máy không",
        _handover,
        (argument("--offline", action="store_true", help="không đồng bộ trước"),),
    ),
)
