"""The forms by which an officer gives orders: address of each, its fields → arguments, what is said after.

Parsing only: what an order needs and may do is `usecases.decide_dossier`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from forms.text.figures import read_dong

Fields = Mapping[str, str]


class Ordering(NamedTuple):
    """One form: the end of its address, its command, how its fields read, the sentence once it is done."""

    path: str
    command: str
    read: Callable[[Fields], dict[str, Any]]
    done: str


def _nothing(_fields: Fields) -> dict[str, Any]:
    return {}


def _request(fields: Fields) -> dict[str, Any]:
    items = [line.strip() for line in fields.get("items", "").splitlines() if line.strip()]
    return {"items": items, "reason": fields.get("reason", "").strip()}


def _payment(fields: Fields) -> dict[str, Any]:
    typed = fields.get("amount", "").strip()
    amount = read_dong(typed) if typed else None
    return {"amount": amount or typed, "title": fields.get("title", "").strip()}


def _apology(fields: Fields) -> dict[str, Any]:
    return {name: fields.get(name, "").strip() for name in ("reason", "due_at", "signer")}


def _decision(fields: Fields) -> dict[str, Any]:
    return {name: fields.get(name, "").strip() for name in ("outcome", "summary", "result_number", "signer")}


ORDERINGS: Final = (
    Ordering("accept", "accept", _nothing, "Đã nhận giải quyết hồ sơ."),
    Ordering("supplement", "require_supplement", _request, "Đã gửi yêu cầu bổ sung về xã."),
    Ordering(
        "ask-payment",
        "ask_payment",
        _payment,
        "Đã yêu cầu nộp tiền; xã báo người dân và thu sau lần liên lạc tới.",
    ),
    Ordering("apologise", "apologise", _apology, "Đã xin lỗi và hẹn lại; xã in Mẫu 04 sau lần liên lạc tới."),
    Ordering("decide", "decide", _decision, "Đã ghi quyết định; xã sẽ nhận ở lần liên lạc tới."),
)
DONE: Final = {each.command: each.done for each in ORDERINGS}
