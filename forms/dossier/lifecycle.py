"""The life of a dossier as one table.

Here: statuses with their national codes, commands, the table of moves, and its picture. Not here: who may
command (`roles`), what a command writes (`projection`).
Source: NĐ 118/2025, TT 03/2025; numbers and labels as on the national portal.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(StrEnum):
    """Where a dossier stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    REFUSED = "refused"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    RETURNED = "returned"
    VOIDED = "voided"


class Command(StrEnum):
    """What can be done to a dossier."""

    GUIDE = "guide"
    REFUSE_RECEIPT = "refuse_receipt"
    RECEIVE = "receive"
    SERVE_NOW = "serve_now"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    CONSULT = "consult"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    ASK_PAYMENT = "ask_payment"
    PAY = "pay"
    REJECT = "reject"
    APOLOGISE = "apologise"
    STOP = "stop"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    RETURN_RESULT = "return_result"
    CORRECT_RESULT = "correct_result"
    VOID = "void"


LABEL_VI: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.DRAFT: "Nháp (đang hướng dẫn)",
        Status.SUBMITTED: "Mới đăng ký",
        Status.RECEIVED: "Được tiếp nhận",
        Status.REFUSED: "Không được tiếp nhận",
        Status.PROCESSING: "Đang xử lý",
        Status.AWAITING_SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
        Status.AWAITING_PAYMENT: "Yêu cầu thực hiện nghĩa vụ tài chính",
        Status.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
        Status.STOPPED: "Dừng xử lý",
        Status.DECIDED: "Đã xử lý xong",
        Status.RETURNED: "Đã trả kết quả",
        Status.VOIDED: "Đã huỷ",
    }
)
RUNNING: Final = frozenset({Status.RECEIVED, Status.PROCESSING})
"""Where the office's own clock runs; while a dossier waits for the citizen nothing is late."""
ENDS: Final = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED, Status.VOIDED})

MOVES: Final[Mapping[tuple[Status, Command], Status]] = MappingProxyType(
    {
        (Status.DRAFT, Command.GUIDE): Status.DRAFT,
        (Status.DRAFT, Command.REFUSE_RECEIPT): Status.REFUSED,
        (Status.SUBMITTED, Command.REFUSE_RECEIPT): Status.REFUSED,
        (Status.DRAFT, Command.RECEIVE): Status.RECEIVED,
        (Status.SUBMITTED, Command.RECEIVE): Status.RECEIVED,
        (Status.DRAFT, Command.SERVE_NOW): Status.RETURNED,
        (Status.RECEIVED, Command.TRANSFER): Status.PROCESSING,
        (Status.PROCESSING, Command.HAND_OVER): Status.PROCESSING,
        (Status.PROCESSING, Command.CONSULT): Status.PROCESSING,
        (Status.PROCESSING, Command.ASK_SUPPLEMENT): Status.AWAITING_SUPPLEMENT,
        (Status.AWAITING_SUPPLEMENT, Command.SUPPLEMENT): Status.PROCESSING,
        (Status.PROCESSING, Command.ASK_PAYMENT): Status.AWAITING_PAYMENT,
        (Status.AWAITING_PAYMENT, Command.PAY): Status.PROCESSING,
        (Status.PROCESSING, Command.REJECT): Status.DECIDED,
        (Status.PROCESSING, Command.APOLOGISE): Status.PROCESSING,
        (Status.RECEIVED, Command.STOP): Status.STOPPED,
        (Status.PROCESSING, Command.STOP): Status.STOPPED,
        (Status.AWAITING_SUPPLEMENT, Command.STOP): Status.STOPPED,
        (Status.AWAITING_PAYMENT, Command.STOP): Status.STOPPED,
        (Status.SUBMITTED, Command.WITHDRAW): Status.WITHDRAWN,
        (Status.RECEIVED, Command.WITHDRAW): Status.WITHDRAWN,
        (Status.PROCESSING, Command.WITHDRAW): Status.WITHDRAWN,
        (Status.AWAITING_SUPPLEMENT, Command.WITHDRAW): Status.WITHDRAWN,
        (Status.AWAITING_PAYMENT, Command.WITHDRAW): Status.WITHDRAWN,
        (Status.PROCESSING, Command.DECIDE): Status.DECIDED,
        (Status.DECIDED, Command.RETURN_RESULT): Status.RETURNED,
        (Status.RETURNED, Command.CORRECT_RESULT): Status.PROCESSING,
        (Status.DRAFT, Command.VOID): Status.VOIDED,
        (Status.SUBMITTED, Command.VOID): Status.VOIDED,
        (Status.RECEIVED, Command.VOID): Status.VOIDED,
        (Status.PROCESSING, Command.VOID): Status.VOIDED,
        (Status.AWAITING_SUPPLEMENT, Command.VOID): Status.VOIDED,
        (Status.AWAITING_PAYMENT, Command.VOID): Status.VOIDED,
    }
)

COMMAND_OF_WIRE: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "submit": Command.RECEIVE,
        "accept": Command.TRANSFER,
        "require_supplement": Command.ASK_SUPPLEMENT,
        "supplement": Command.SUPPLEMENT,
        "decide": Command.DECIDE,
        "deliver_result": Command.RETURN_RESULT,
        "withdraw_request": Command.STOP,
        "refuse_receipt": Command.REFUSE_RECEIPT,
        "serve_now": Command.SERVE_NOW,
        "hand_over": Command.HAND_OVER,
        "apologise": Command.APOLOGISE,
        "ask_payment": Command.ASK_PAYMENT,
        "pay": Command.PAY,
    }
)


def move(status: Status, command: Command) -> Status:
    """Return the status after a command.

    Raises:
        RuleError: The table knows no such move.
    """
    to = MOVES.get((status, command))
    if to is None:
        raise RuleError(Faults.ILLEGAL_MOVE.value, status=status, command=command)
    return to


def allowed(status: Status) -> tuple[Command, ...]:
    """Return the commands that are legal in a status, in the table's order."""
    return tuple(command for (at, command) in MOVES if at is status)


def picture() -> str:
    """Draw the table as a Mermaid state diagram; the documents are generated from it."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT}", f"    [*] --> {Status.SUBMITTED}"]
    arrows: dict[tuple[Status, Status], list[str]] = {}
    for (at, command), to in MOVES.items():
        arrows.setdefault((at, to), []).append(command)
    lines += [f"    {at} --> {to}: {', '.join(commands)}" for (at, to), commands in arrows.items()]
    lines += [f"    {end} --> [*]" for end in Status if end in ENDS]
    return "\n".join(lines) + "\n"
