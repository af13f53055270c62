"""The QR of the citizen's card → its fields.

Here: reading, tolerant where cards differ, strict where a field is plainly wrong. The raw text is not kept.
Not here: whether the number fits sex and year (`dossier.people.check_personal_number`): a verb asks both.
Source: card of 2021, seven fields `number|old number|name|ddMMyyyy|sex|address|issued`; the card of 2024 (TT
16/2024/TT-BCA) adds fields whose order is not published, so they are shown, not named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, NoReturn

from forms.codes.wedge import is_mangled
from forms.errors import Faults, Notice, RuleError
from forms.text.fold import fold, nfc

LENGTH_MAX: Final = 1_000
NAME_MAX: Final = 100
ADDRESS_MAX: Final = 300
_FIELDS_MIN: Final = 6
_NUMBER: Final = re.compile(r"[0-9]{12}")
_OLD_NUMBER: Final = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_DAY: Final = re.compile(r"(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})", re.ASCII)
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SEXES: Final = {"nam": "Nam", "nu": "Nữ"}
_LABELS: Final = (
    (0, ("so", "so cccd", "so can cuoc", "so dinh danh", "so dinh danh ca nhan", "so the", "cccd")),
    (1, ("so cmnd", "so cmnd cu", "cmnd")),
    (2, ("ho va ten", "ho ten", "ho, chu dem va ten", "ho, chu dem va ten khai sinh")),
    (3, ("ngay sinh", "ngay, thang, nam sinh")),
    (4, ("gioi tinh",)),
    (5, ("noi thuong tru", "thuong tru", "noi cu tru", "dia chi")),
    (6, ("ngay cap", "ngay, thang, nam cap")),
)


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What the card says; nothing of it is verified.

    Attributes:
        citizen_id: 12 digits.
        old_id: Number of the old identity card, or empty.
        full_name: As printed; capitals are kept.
        birth_date: Day of birth.
        sex: `Nam` or `Nữ`, or empty when the card says neither.
        address: Place of residence as printed.
        issued_on: Day of issue, or None.
        extra: Fields of a newer card that we cannot name.
        warnings: What a person should look at.
    """

    citizen_id: str = field(repr=False)
    old_id: str = field(repr=False)
    full_name: str = field(repr=False)
    birth_date: date = field(repr=False)
    sex: str = field(repr=False)
    address: str = field(repr=False)
    issued_on: date | None = field(repr=False)
    extra: tuple[str, ...] = field(default=(), repr=False)
    warnings: tuple[Notice, ...] = ()


class _Parts(NamedTuple):
    """The seven known fields as text, what follows them, and what was odd about them."""

    known: list[str]
    extra: tuple[str, ...]
    notices: list[Notice]


def read_card(text: str) -> CitizenCard:
    """Read a scanned or pasted card: 6 fields, 7 or more, capitals, any normal form, or text with labels.

    Args:
        text: What the scanner typed, or the clipboard held.

    Raises:
        RuleError: Empty, changed by an input method, not a card, or a field that cannot be one.
    """
    clean = nfc(_CONTROLS.sub("", text)).strip()
    if not clean:
        raise RuleError(Faults.CARD_EMPTY.value)
    if len(clean) > LENGTH_MAX:
        raise RuleError(Faults.CARD_UNREADABLE.value)
    if is_mangled(clean):
        raise RuleError(Faults.CARD_MANGLED.value)
    parts = _split(clean)
    number, old, name, birth, sex, address, issued = parts.known
    notices = parts.notices
    if not _NUMBER.fullmatch(number):
        _wrong("citizen_id")
    if not _OLD_NUMBER.fullmatch(old):
        notices.append(
            Notice("card_old_number", "Số CMND cũ trên thẻ không đúng dạng; đã bỏ qua, hãy đối chiếu.")
        )
        old = ""
    if parts.extra:
        notices.append(Notice("card_extra", "Thẻ có thêm trường chưa biết; xem và xác nhận với người dân."))
    return CitizenCard(
        citizen_id=number,
        old_id=old,
        full_name=_name(name),
        birth_date=_day(birth, "birth_date"),
        sex=_sex(sex, notices),
        address=address[:ADDRESS_MAX],
        issued_on=_issued(issued, notices),
        extra=parts.extra,
        warnings=tuple(notices),
    )


def _split(clean: str) -> _Parts:
    if "|" not in clean:
        return _labelled(clean)
    fields = [" ".join(part.split()) for part in clean.split("|")]
    notices = []
    if len(fields) > 1 and any(letter.isalpha() for letter in fields[1]):
        fields.insert(1, "")
        notices.append(Notice("card_six_fields", "Thẻ không ghi số CMND cũ."))
    if len(fields) < _FIELDS_MIN:
        raise RuleError(Faults.CARD_UNREADABLE.value, fields=str(len(fields)))
    known = [*fields, ""][:7]
    return _Parts(known, tuple(part for part in fields[7:] if part), notices)


def _labelled(clean: str) -> _Parts:
    """Read `label: value` lines, as a phone's scanner shows them; `Họ tên / Full name` is one label."""
    known, extra = [""] * 7, []
    for line in clean.splitlines():
        label, colon, value = (" ".join(part.split()) for part in line.partition(":"))
        name = fold(label.partition("/")[0])
        at = next((place for place, names in _LABELS if name in names), None)
        if colon and at is not None and not known[at]:
            known[at] = value
        elif colon and value:
            extra.append(f"{label}: {value}")
    if not known[0] or not known[2]:
        raise RuleError(Faults.CARD_UNREADABLE.value)
    return _Parts(known, tuple(extra), [])


def _name(text: str) -> str:
    if not text or len(text) > NAME_MAX or not any(letter.isalpha() for letter in text):
        _wrong("full_name")
    return text


def _day(text: str, name: str) -> date:
    match = _DAY.fullmatch(text)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        day = None
    return day or _wrong(name)


def _issued(text: str, notices: list[Notice]) -> date | None:
    if text:
        try:
            return _day(text, "issued_on")
        except RuleError:
            notices.append(
                Notice("card_issued_on", "Ngày cấp trên thẻ không đúng dạng; hãy đối chiếu mặt thẻ.")
            )
    return None


def _sex(text: str, notices: list[Notice]) -> str:
    sex = _SEXES.get(fold(text.partition("/")[0]), "")
    if not sex:
        notices.append(Notice("card_sex", "Thẻ không ghi rõ giới tính; hãy hỏi và chọn."))
    return sex


def _wrong(name: str) -> NoReturn:
    raise RuleError(Faults.CARD_FIELD.value, field=name)
