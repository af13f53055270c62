"""Commands of a dossier's life, from the counter to the returned result."""

from argparse import Namespace
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any, Final

from desktop_app.cli.answers_file import handed_in, read_answers, read_bytes, read_object
from desktop_app.cli.command import Ask, Command, Needs, argument
from desktop_app.errors import DeskError
from desktop_app.ports.entry import DraftContent
from desktop_app.usecases.answer_lookup import AnswerLookup
from desktop_app.usecases.correct_dossier import CorrectDossier
from desktop_app.usecases.decide_dossier import DecideDossier
from desktop_app.usecases.find_dossiers import FindDossiers
from desktop_app.usecases.receive_dossier import ReceiveDossier
from desktop_app.usecases.return_result import ReturnResult
from desktop_app.usecases.supplement_dossier import SupplementDossier
from forms.dossier.lookups import ANSWERS


def _card(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    card = read_bytes(args.file, size_max=4096).decode("utf-8", "replace")
    return {"citizen": ask("identify_citizen", card)}


def _receive(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    given = read_answers(args.answers)
    procedure = ask("show_procedure", args.procedure)
    draft_id = _with_files(ask, args) if args.attach else ""
    try:
        receipt = ask(
            "receive_dossier",
            ReceiveDossier(
                procedure=args.procedure,
                applicant=given.get("applicant", {}),
                answers=given.get("answers", {}),
                papers=handed_in(given.get("papers"), [paper.name for paper in procedure.papers]),
                return_by=given.get("return_by", "desk"),
                channel=given.get("channel", "direct"),
                case=given.get("case", ""),
                lookups=given.get("lookups", {}),
                draft_id=draft_id,
                prefill=True,
                more_days=args.more_days,
                agreed_in_writing=args.agreed,
            ),
        )
    except BaseException:
        if draft_id:
            with suppress(DeskError):
                ask("discard_draft", draft_id)
        raise
    try:
        printed = ask("print_receipt", receipt.dossier_id, args.print) if args.print else None
    except DeskError as error:
        error.where["received"] = receipt.number  # print again; do not receive again
        raise
    return {"receipt": receipt, "printed": printed}


def _with_files(ask: Ask, args: Namespace) -> str:
    draft_id: str = ask("start_entry", args.procedure, "").draft_id
    try:
        for path in args.attach:
            ask("attach_file", draft_id, path)
    except BaseException:
        ask("discard_draft", draft_id)
        raise
    return draft_id


def _drafts(ask: Ask, _: Namespace) -> Mapping[str, Any]:
    return {"drafts": ask("list_drafts")}


def _draft_save(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    given = read_answers(args.answers)
    entry = ask("start_entry", args.procedure, "")
    content = DraftContent(
        applicant=given.get("applicant", {}),
        typed={path: str(text) for path, text in given.get("answers", {}).items()},
        papers=handed_in(given.get("papers"), [paper.name for paper in entry.procedure.papers]) or {},
        return_by=given.get("return_by", "desk"),
        channel=given.get("channel", "direct"),
        case=given.get("case", ""),
        lookups=given.get("lookups", {}),
    )
    ask("save_draft", entry.draft_id, content)
    return {"draft_id": entry.draft_id}


def _draft_discard(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("discard_draft", args.draft)
    return {"discarded": args.draft}


def _draft_carry_over(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"carried_over": ask("carry_over_draft", args.draft)}


def _find(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    order = FindDossiers(text=" ".join(args.text), truth=args.truth, after=args.after, limit=args.limit)
    page = ask("find_dossiers", order)
    return {"rows": page.rows, "next": page.next}


def _show(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"dossier": _view(ask, args)}


def _view(ask: Ask, args: Namespace) -> Any:
    return ask("read_dossier", args.dossier)


def _attach(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    return {"attached": ask("attach_file", record, args.file, args.part, args.title)}


def _correct(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    ask("correct_dossier", CorrectDossier(record, _changes(args)))
    return _show(ask, args)


def _lookup(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    if args.paper:
        ask("answer_lookup", AnswerLookup(record, args.paper, args.status))
    return {"lookups": ask("show_lookups", record)}


def _changes(args: Namespace) -> dict[str, Any]:
    changes = read_object(args.changes) if args.changes else {}
    for pair in args.set or ():
        path, _, value = pair.partition("=")
        changes[path] = value
    return changes


def _transfer(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    ask("transfer_dossier", _view(ask, args).id)
    return _show(ask, args)


def _decide(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    ask("decide_dossier", DecideDossier(record, args.outcome, args.summary, args.result_number, args.signer))
    return _show(ask, args)


def _supplement(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    for path in args.attach or ():
        ask("attach_file", record, path)
    ask("supplement_dossier", SupplementDossier(record, args.note, _changes(args)))
    return _show(ask, args)


def _return(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    record = _view(ask, args).id
    ask("return_result", ReturnResult(record, args.receiver, args.signer))
    return _show(ask, args)


def _print(ask: Ask, args: Namespace) -> Mapping[str, Any]:
    return {"printed": ask("print_receipt", _view(ask, args).id, args.out)}


_DOSSIER = argument("dossier", metavar="HỒ_SƠ", help="số tạm, mã hồ sơ, hoặc mã nội bộ")
_CHANGES = (
    argument("--set", action="append", metavar="/ĐƯỜNG/DẪN=GIÁ_TRỊ", help="sửa một trường; có thể lặp lại"),
    argument("--changes", default="", metavar="FILE", help="tệp JSON {đường dẫn: giá trị}"),
)
_ATTACH = argument(
    "--attach", action="append", metavar="FILE", help="tệp JPEG, PNG, PDF, TIFF tới 50 MiB; có thể lặp lại"
)
_PROCEDURE = argument("--procedure", required=True, help="mã thủ tục")
_ANSWERS = argument(
    "--answers", required=True, metavar="FILE", help="JSON: applicant, answers, papers, return_by"
)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        ("card",),
        Needs.OFFICE,
        "đọc nội dung QR thẻ căn cước từ một tệp",
        _card,
        (argument("file", metavar="FILE"),),
    ),
    Command(
        ("receive",),
        Needs.OFFICE,
        "tiếp nhận hồ sơ, in giấy hẹn",
        _receive,
        (
            _PROCEDURE,
            _ANSWERS,
            _ATTACH,
            argument("--print", default="", metavar="OUT.pdf", help="ghi giấy hẹn ra tệp"),
            argument("--more-days", type=Fraction, default=Fraction(0), help="số ngày làm việc kéo dài thêm"),
            argument("--agreed", action="store_true", help="đã có thỏa thuận kéo dài bằng văn bản"),
        ),
    ),
    Command(("draft", "list"), Needs.OFFICE, "hồ sơ đang nhập dở", _drafts),
    Command(
        ("draft", "save"),
        Needs.OFFICE,
        "ghi một bản nháp; «answers» là {đường dẫn câu hỏi: chữ đã gõ}",
        _draft_save,
        (_PROCEDURE, _ANSWERS),
    ),
    Command(("draft", "discard"), Needs.OFFICE, "bỏ một bản nháp", _draft_discard, (argument("draft"),)),
    Command(
        ("draft", "carry-over"),
        Needs.OFFICE,
        "chuyển bản nháp sang ấn bản biểu mẫu đang hiệu lực; nêu câu chuyển chỗ, câu phải nhập lại",
        _draft_carry_over,
        (argument("draft"),),
    ),
    Command(
        ("lookup",),
        Needs.OFFICE,
        "tra cứu thay giấy tờ (NQ 66.7): xem mục nào còn chờ, ghi kết quả của một mục",
        _lookup,
        (
            _DOSSIER,
            argument("--paper", default="", help="tên giấy tờ; để trống: chỉ xem"),
            argument(
                "--status", choices=[one.value for one in ANSWERS], default="done", help="kết quả tra cứu"
            ),
        ),
    ),
    Command(
        ("find",),
        Needs.OFFICE,
        "tìm hồ sơ, gõ không dấu cũng được",
        _find,
        (
            argument("text", nargs="*"),
            argument("--truth", default="", help="waiting, sending, unknown, accepted hoặc refused"),
            argument("--limit", type=int, default=50),
            argument("--after", default="", help="con trỏ «next» của trang trước"),
        ),
    ),
    Command(("show",), Needs.OFFICE, "xem một hồ sơ", _show, (_DOSSIER,)),
    Command(
        ("attach",),
        Needs.OFFICE,
        "đính kèm một tệp",
        _attach,
        (_DOSSIER, argument("file"), argument("--part", default=""), argument("--title", default="")),
    ),
    Command(
        ("correct",),
        Needs.OFFICE,
        "sửa thông tin; hồ sơ bị từ chối được nộp lại",
        _correct,
        (_DOSSIER, *_CHANGES),
    ),
    Command(("transfer",), Needs.OFFICE, "chuyển công chức xã giải quyết tại quầy", _transfer, (_DOSSIER,)),
    Command(
        ("decide",),
        Needs.OFFICE,
        "quyết định tại quầy (công chức xã, không phải người đã tiếp nhận)",
        _decide,
        (
            _DOSSIER,
            argument("--outcome", choices=("granted", "rejected"), required=True),
            argument("--summary", required=True, help="nội dung quyết định"),
            argument("--result-number", default="", help="số của kết quả"),
            argument("--signer", default="", help="người ký, mặc định là người quyết định"),
        ),
    ),
    Command(
        ("supplement",),
        Needs.OFFICE,
        "nộp bổ sung theo yêu cầu của tỉnh",
        _supplement,
        (_DOSSIER, argument("--note", required=True, help="đã bổ sung gì"), _ATTACH, *_CHANGES),
    ),
    Command(
        ("return",),
        Needs.OFFICE,
        "trả kết quả cho công dân",
        _return,
        (
            _DOSSIER,
            argument("--receiver", required=True, help="người nhận"),
            argument("--signer", default="", help="người ký nhận"),
        ),
    ),
    Command(
        ("print",),
        Needs.OFFICE,
        "in giấy tiếp nhận và hẹn trả",
        _print,
        (_DOSSIER, argument("--out", default="", metavar="OUT.pdf", help="ghi ra tệp thay vì máy in")),
    ),
)
