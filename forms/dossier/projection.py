"""Events → the document of a dossier; the only code that does it, on both sides (docs/adr/0001).

Here: what each kind of event writes. Not here: order, verdicts, merging (sync), which happenings a command
makes (`dossier`). Pure: the document given is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from forms.dossier import authority, fee_writes, further_writes
from forms.dossier.book_writes import BOOK_KINDS, is_book, write_book
from forms.dossier.lifecycle import COMMAND_OF_WIRE, Command, Status, move
from forms.dossier.payload import instant_of, text_of
from forms.dossier.pointer import set_path, steps
from forms.dossier.roles import check_decider
from forms.errors import Faults, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable

Doc = dict[str, Any]

OUTCOMES: Final = ("granted", "rejected")
RETURN_BY: Final = ("desk", "post")
LINKS: Final = ("same", "different")
TAKEN_AGAIN: Final = "Tỉnh đã kiểm tra và nhận lại."
_GOING_ON: Final = frozenset({"fields.set", "cmd", "attach.add", "attach.void"})
_FRESH: Final[Mapping[str, Any]] = {"fees": [], "notes": [], "attachments": {}, "status": Status.DRAFT.value}
_LEAVES: Final = frozenset({str, int, bool, type(None)})
_OBJECTS: Final = ("applicant", "principal", "contact", "lookups", "content", "form", "clock", "extension")
_OPEN: Final = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RECEIVED})


def project(
    doc: Mapping[str, Any] | None,
    kind: str,
    payload: Mapping[str, Any],
    *,
    actor: str,
    at: str,
    skip_paths: frozenset[str] = frozenset(),
) -> Doc:
    """Return the document after one event.

    Args:
        doc: The document before, or None before `dossier.new`.
        kind: The event's kind. One that is not known leaves the document as it is (rule W9).
        payload: The event's payload as docs/adr/0001 lists it.
        actor: User id of the author.
        at: The event's instant, RFC 3339 with offset.
        skip_paths: Paths of `fields.set` and `supplement` that the merge kept aside.

    Returns:
        A new document.

    Raises:
        RuleError: The event cannot apply: illegal move, a path its author does not own, malformed payload.
    """
    if kind == "verdict":
        return _taken_again(doc, payload, _Author(actor, at, skip_paths))
    if kind in BOOK_KINDS:
        return write_book(doc, kind, payload, actor, at)
    if kind == "dossier.new":
        if doc is not None:
            raise RuleError(Faults.EXISTS.value)
        return _new(payload)
    if doc is None:
        raise RuleError(Faults.ABSENT.value, kind=kind)
    if is_book(doc) and kind in _KINDS and kind != "note":  # a person's word on a refused entry closes it
        raise RuleError(Faults.BAD_EVENT.value, field="kind")
    if is_void(doc) and closed_to(kind, payload):
        raise RuleError(Faults.VOIDED.value)
    after: Doc = _copied(dict(doc))
    write = _KINDS.get(kind)
    if write is not None:
        write(after, payload, _Author(actor, at, skip_paths))
    return after


def is_void(doc: Mapping[str, Any]) -> bool:
    """Tell whether a dossier was declared void; nothing makes it valid again (sync.md V5)."""
    return doc.get("void") is not None


def closed_to(kind: str, payload: Mapping[str, Any]) -> bool:
    """Tell whether a void dossier refuses an event: what would go on with it, but no note and no refund."""
    if kind == "fee.line":
        return payload.get("reverses") is None
    return kind in _GOING_ON


class _Author:
    """Who wrote the event, when, and which of its paths stay aside."""

    __slots__ = ("at", "by", "skip")

    def __init__(self, by: str, at: str, skip: frozenset[str]) -> None:
        self.by, self.at, self.skip = by, at, skip


def _new(payload: Mapping[str, Any]) -> Doc:
    doc = payload.get("doc")
    if not isinstance(doc, Mapping):
        raise RuleError(Faults.BAD_EVENT.value, field="doc")
    for name in doc:
        if authority.owner_of(f"/{name}") not in (authority.BIRTH, authority.CLERK, authority.CONTACT):
            raise RuleError(Faults.NOT_AUTHORITY.value, path=f"/{name}")
    for name in ("procedure", "number", "office", "received_by"):
        text_of(doc, name)
    instant_of(doc, "received_at")
    _check_shapes(doc)
    return {**_copied(dict(doc)), **_copied(dict(_FRESH))}


def _check_shapes(doc: Mapping[str, Any]) -> None:
    """Refuse values of a clerk's paths that no reader could show: they would travel to every desk.

    Raises:
        RuleError: A person or the form is not an object, the papers are not a list of objects, or the printed
            date is not an instant.
    """
    for name in _OBJECTS:
        if not isinstance(doc.get(name), Mapping | None):
            raise RuleError(Faults.BAD_EVENT.value, field=name)
    for name in ("case", "channel"):
        if not isinstance(doc.get(name), str | None):
            raise RuleError(Faults.BAD_EVENT.value, field=name)
    papers = doc.get("papers", [])
    if not isinstance(papers, list) or not all(isinstance(paper, Mapping) for paper in papers):
        raise RuleError(Faults.BAD_EVENT.value, field="papers")
    if doc.get("promised_due_at") is not None:
        instant_of(doc, "promised_due_at")


def _copied(value: Any) -> Any:
    """Copy JSON deeply; what holds nothing else is shared, for it cannot change."""
    if isinstance(value, dict):
        return {name: inner if type(inner) in _LEAVES else _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _fields_set(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    frozen = _status(doc) not in _OPEN
    for path, value in payload.items():
        owner = _writable(path)
        if frozen and owner == authority.CLERK:
            raise RuleError(Faults.FROZEN.value, path=path)
        if path not in author.skip:
            set_path(doc, path, _copied(value))
    _check_shapes(doc)


def _writable(path: str) -> str:
    owner = authority.owner_of(path)
    if owner not in (authority.CLERK, authority.CONTACT):
        raise RuleError(Faults.NOT_AUTHORITY.value, path="/" + steps(path)[0])
    return owner


def _attach_add(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    facts: Doc = {"size": _size(payload)}
    for name in ("type", "part", "title"):
        facts[name] = text_of(payload, name, empty=name in ("part", "title"))
    preview = payload.get("preview")
    if preview is not None:
        if not isinstance(preview, Mapping):
            raise RuleError(Faults.BAD_EVENT.value, field="preview")
        texts = {name: text_of(preview, name) for name in ("sha256", "type")}
        facts["preview"] = {"size": _size(preview), **texts}
    doc["attachments"][text_of(payload, "sha256")] = {**facts, "by": author.by}


def _size(payload: Mapping[str, Any]) -> int:
    size = payload.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise RuleError(Faults.BAD_EVENT.value, field="size")
    return size


def _attach_void(doc: Doc, payload: Mapping[str, Any], _author: _Author) -> None:
    attachment = doc["attachments"].get(text_of(payload, "sha256"))
    if attachment is None:
        raise RuleError(Faults.BAD_EVENT.value, field="sha256")
    attachment["void"] = text_of(payload, "reason")


def _note(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    line = {"text": text_of(payload, "text"), "by": author.by, "at": author.at}
    for name in ("settles", "reopens", "choice"):  # what a note closes travels in the document, too
        if payload.get(name) is not None:
            line[name] = text_of(payload, name)
    doc.setdefault("notes", []).append(line)


def _dossier_void(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    facts = {name: text_of(payload, name) for name in ("reason", "basis")}
    if is_void(doc):
        return  # two desks may mean the same; the first reason stays
    doc["status"] = move(_status(doc), Command.VOID).value
    doc["void"] = {**facts, "by": author.by, "at": author.at}


def _link_duplicate(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    if payload.get("outcome") not in LINKS:
        raise RuleError(Faults.BAD_EVENT.value, field="outcome")
    link = {name: text_of(payload, name) for name in ("outcome", "reason")}
    doc.setdefault("links", {})[text_of(payload, "other")] = {**link, "by": author.by, "at": author.at}


def _taken_again(doc: Mapping[str, Any] | None, payload: Mapping[str, Any], author: _Author) -> Doc:
    """Project a quarantined event that the province took in after all, and note who did."""
    event = payload.get("event")
    if not isinstance(event, Mapping) or event.get("kind") == "verdict":
        raise RuleError(Faults.BAD_EVENT.value, field="event")
    inner = event.get("payload")
    if not isinstance(inner, Mapping):
        raise RuleError(Faults.BAD_EVENT.value, field="payload")
    after = project(
        doc,
        text_of(event, "kind"),
        inner,
        actor=text_of(event, "actor"),
        at=text_of(event, "at"),
        skip_paths=author.skip,
    )
    closing = {"settles": text_of(payload, "of"), "choice": "requeued"}
    _note(after, {"text": payload.get("reason") or TAKEN_AGAIN, **closing}, author)
    return after


def _code_assign(doc: Doc, payload: Mapping[str, Any], _author: _Author) -> None:
    code = text_of(payload, "code")
    if doc.get("official_code", code) != code:
        raise RuleError(Faults.CODE_GIVEN.value)
    doc["official_code"] = code


def _state_set(doc: Doc, payload: Mapping[str, Any], _author: _Author) -> None:
    for path, value in payload.items():
        if authority.owner_of(path) != authority.PROVINCE:
            raise RuleError(Faults.NOT_AUTHORITY.value, path="/" + steps(path)[0])
        set_path(doc, path, _copied(value))


def _cmd(doc: Doc, payload: Mapping[str, Any], author: _Author) -> None:
    name = text_of(payload, "name")
    args = payload.get("args")
    command = COMMAND_OF_WIRE.get(name)
    if command is None:
        raise RuleError(Faults.UNKNOWN_COMMAND.value)
    if not isinstance(args, Mapping):
        raise RuleError(Faults.BAD_EVENT.value, field="args")
    asked_before = doc.get("supplement_request") is not None
    if command is Command.ASK_SUPPLEMENT and asked_before and not args.get("override"):
        raise RuleError(Faults.SUPPLEMENT_ONCE.value)
    after = move(_status(doc), command)
    _COMMANDS[command](doc, args, author)
    doc["status"] = after.value


def _submit(doc: Doc, args: Mapping[str, Any], _author: _Author) -> None:
    doc["promised_due_at"] = doc["due_at"] = instant_of(args, "promised_due_at")


def _accept(doc: Doc, args: Mapping[str, Any], _author: _Author) -> None:
    doc["officer"] = text_of(args, "officer")


def _require_supplement(doc: Doc, args: Mapping[str, Any], author: _Author) -> None:
    items = args.get("items")
    if not isinstance(items, list) or not items or not all(isinstance(item, str) and item for item in items):
        raise RuleError(Faults.BAD_EVENT.value, field="items")
    request: Doc = {
        "items": list(items),
        "reason": text_of(args, "reason"),
        "officer": text_of(args, "officer"),
        "requested_at": author.at,
    }
    before = doc.get("supplement_request")
    if before is not None:  # a second one, for a reason somebody answers for; the index counts it as overdue
        earlier = [*before.get("earlier", ()), {name: before[name] for name in before if name != "earlier"}]
        request |= {"override": text_of(args, "override"), "earlier": earlier}
    doc["supplement_request"] = request


def _supplement(doc: Doc, args: Mapping[str, Any], author: _Author) -> None:
    changes = args.get("set", {})
    if not isinstance(changes, Mapping):
        raise RuleError(Faults.BAD_EVENT.value, field="set")
    due = instant_of(args, "promised_due_at")
    for path, value in changes.items():
        _writable(path)
        if path not in author.skip:
            set_path(doc, path, _copied(value))
    _check_shapes(doc)
    if args.get("note"):
        _note(doc, {"text": args["note"]}, author)
    request = {"supplemented_at": author.at, "due_before": doc.get("due_at"), "due_after": due}
    doc["supplement_request"] = {**(doc.get("supplement_request") or {}), **request}
    doc["promised_due_at"] = doc["due_at"] = due
    doc.pop("receipt_due_at", None)  # a supplement has a new Mẫu 01


def _decide(doc: Doc, args: Mapping[str, Any], author: _Author) -> None:
    check_decider(doc["received_by"], author.by)
    if args.get("outcome") not in OUTCOMES:
        raise RuleError(Faults.BAD_EVENT.value, field="outcome")
    doc["decision"] = {
        "outcome": args["outcome"],
        "summary": text_of(args, "summary", empty=True),
        "result_number": text_of(args, "result_number", empty=True),
        "signer": text_of(args, "signer"),
        "decided_at": instant_of(args, "decided_at"),
        "by": author.by,
    }


def _deliver_result(doc: Doc, args: Mapping[str, Any], author: _Author) -> None:
    facts = {name: text_of(args, name) for name in ("receiver", "signer")}
    doc["result"] = {**facts, "returned_at": instant_of(args, "returned_at"), "by": author.by}


def _withdraw(doc: Doc, args: Mapping[str, Any], author: _Author) -> None:
    _note(doc, {"text": text_of(args, "reason")}, author)


def _status(doc: Mapping[str, Any]) -> Status:
    try:
        return Status(doc["status"])
    except (KeyError, ValueError):
        raise RuleError(Faults.UNKNOWN_COMMAND.value, field="status") from None


_KINDS: Final[Mapping[str, Callable[[Doc, Mapping[str, Any], _Author], None]]] = {
    "fields.set": _fields_set,
    "cmd": _cmd,
    "attach.add": _attach_add,
    "attach.void": _attach_void,
    "fee.line": fee_writes.write_fee_line,
    "note": _note,
    "dossier.void": _dossier_void,
    "link.duplicate": _link_duplicate,
    "code.assign": _code_assign,
    "state.set": _state_set,
}
_COMMANDS: Final[Mapping[Command, Callable[[Doc, Mapping[str, Any], _Author], None]]] = {
    Command.RECEIVE: _submit,
    Command.TRANSFER: _accept,
    Command.ASK_SUPPLEMENT: _require_supplement,
    Command.SUPPLEMENT: _supplement,
    Command.DECIDE: _decide,
    Command.RETURN_RESULT: _deliver_result,
    Command.STOP: _withdraw,
    Command.REFUSE_RECEIPT: further_writes.write_refusal,
    Command.SERVE_NOW: further_writes.write_served,
    Command.HAND_OVER: further_writes.write_hand_over,
    Command.APOLOGISE: further_writes.write_apology,
    Command.ASK_PAYMENT: fee_writes.write_payment_request,
    Command.PAY: fee_writes.write_paid,
}
