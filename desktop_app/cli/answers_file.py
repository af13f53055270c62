"""Files that commands read: answers as JSON, secrets, bytes of forms; nothing is decided here.

The file given to `motcua receive --answers` is one object:

* `applicant`: `full_name`, `citizen_id`, `birth_date` (dd/mm/yyyy or a year), `sex` (Nam, Nữ), `address`,
  `phone`, `email`, all texts; who has no personal number: paper and number, `Hộ chiếu C1234567`;
* `answers`: the e-form's answers, nested by node name, repeats as lists; `{}` without an e-form;
* `papers`: names, positions from 1, or `{"name": …, "handed_in": 3}`; left out: all required ones;
* `return_by`: `desk` (also when left out) or `post`;
* `channel`: `direct` (also when left out), `village`, `online` or `post`;
* `case`: which of the procedure's cases, by name; left out where it has none;
* `lookups`: by name of a paper that data replaces: `done`, `pending`, `not_found`, `mismatch`, `not_needed`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from desktop_app.errors import DeskError
from forms.canonical import strict_json
from forms.errors import Act, Fault

NO_FILE: Final = Fault(
    Act.CLERK,
    "Không đọc được tệp đã nêu.",
    "Kiểm tra đường dẫn và quyền đọc tệp rồi chạy lại lệnh.",
    "A named file cannot be read.",
)
BAD_ANSWERS: Final = Fault(
    Act.CLERK,
    "Tệp câu trả lời không đúng mẫu.",
    "Tệp JSON phải là một đối tượng gồm «applicant», «answers», tuỳ chọn «papers», «return_by», «channel», "
    "«case» và «lookups».",
    "The answers file does not have the documented shape.",
)
NO_SUCH_PAPER: Final = Fault(
    Act.CLERK,
    "Tệp câu trả lời nêu một giấy tờ không có trong thành phần hồ sơ.",
    "Xem tên giấy tờ bằng «motcua procedures show MÃ», hoặc ghi số thứ tự bắt đầu từ 1.",
    "The answers file names a paper that the procedure does not have.",
)
KINDS: Final[Mapping[str, type]] = {
    "applicant": dict,
    "answers": dict,
    "papers": list,
    "return_by": str,
    "channel": str,
    "case": str,
    "lookups": dict,
}
SIZE_MAX: Final = 5 << 20


def read_bytes(path: str, *, size_max: int = SIZE_MAX) -> bytes:
    """Return a file's bytes.

    Args:
        path: Where it is.
        size_max: The most that is read, in bytes.

    Raises:
        DeskError: NO_FILE, with the system's short reason.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(size_max + 1)
    except OSError as error:
        raise DeskError(NO_FILE, reason=error.strerror or type(error).__name__) from None


def read_object(path: str) -> dict[str, Any]:
    """Return the one JSON object of a file, read strictly (no doubled keys, no NaN).

    Raises:
        DeskError: NO_FILE or BAD_ANSWERS.
        RuleError: The JSON breaks the strict rules.
    """
    value = strict_json(read_bytes(path))
    if not isinstance(value, dict):
        raise DeskError(BAD_ANSWERS, found=type(value).__name__)
    return value


def read_answers(path: str) -> dict[str, Any]:
    """Return the answers of a dossier, its keys and their kinds checked.

    Raises:
        DeskError: NO_FILE, or BAD_ANSWERS naming the key.
        RuleError: The JSON breaks the strict rules.
    """
    value = read_object(path)
    unknown = sorted(set(value) - set(KINDS))
    if unknown:
        raise DeskError(BAD_ANSWERS, key=", ".join(unknown))
    for key, kind in KINDS.items():
        if key in value and not isinstance(value[key], kind):
            raise DeskError(BAD_ANSWERS, key=key)
    for key in ("applicant", "lookups"):
        if any(not isinstance(text, str) for text in value.get(key, {}).values()):
            raise DeskError(BAD_ANSWERS, key=key)
    return value


def handed_in(papers: Sequence[Any] | None, names: Sequence[str]) -> Mapping[str, int] | None:
    """Turn the list of papers in a file into counts by name; None stays None (all required ones).

    Args:
        papers: Names, positions from 1, or `{"name", "handed_in"}`.
        names: The papers of the procedure in order.

    Raises:
        DeskError: NO_SUCH_PAPER.
    """
    if papers is None:
        return None
    return dict(_one(entry, names) for entry in papers)


def _one(entry: Any, names: Sequence[str]) -> tuple[str, int]:
    count = 1
    if isinstance(entry, dict):
        entry, count = entry.get("name"), entry.get("handed_in", 1)
    if isinstance(entry, int) and not isinstance(entry, bool) and 1 <= entry <= len(names):
        entry = names[entry - 1]
    if entry not in names or type(count) is not int or count < 0:
        raise DeskError(NO_SUCH_PAPER)
    return str(entry), count
