"""One formula of a cell → what is wrong with it, where in it, and how to write it.

Here: what authors get wrong in formulas. Reading them for good is the engine's (`xforms.expression`), and it
has the last word. Not here: which cells hold formulas (`survey`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.authoring.finding import instead, nearest
from forms.xforms.expression.compile import compile_expression
from forms.xforms.expression.lexer import EXPRESSION_CHARS_MAX, tokens_of
from forms.xforms.functions import COMPILED, FUNCTIONS, MISSING
from forms.xforms.problem import ExpressionError, UnknownFunctionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REFERENCE: Final = re.compile(r"\$\{\s*(?:last-saved#)?([^{}\s]*)\s*\}")
_TEXTS: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
"""Word processors bend quotes; pyxform straightens them, and so do we."""
_UNKNOWN: Final = re.compile(r"unknown function ([^()]+)\(\)")
_ARGUMENTS: Final = re.compile(r"^([\w:.-]+)\(\) with (\d+) arguments$")
_MISSPELT: Final = (
    (re.compile("[«»]"), "dấu ngoặc kép kiểu khác", "Dùng dấu nháy thẳng: 'chữ'."),
    (re.compile("=="), "==", "So sánh bằng viết một dấu: =."),
    (re.compile("&&"), "&&", "Viết and."),
    (re.compile(r"\|\|"), "||", "Viết or."),
    (re.compile("<>"), "<>", "Khác nhau viết !=."),
    (re.compile("=<"), "=<", "Nhỏ hơn hoặc bằng viết <=."),
    (re.compile("=>"), "=>", "Lớn hơn hoặc bằng viết >=."),
    (re.compile("[≠≤≥×÷−]"), "ký hiệu toán học", "Viết !=, <=, >=, *, div, -."),
    (re.compile(r"\b(?:AND|OR|DIV|MOD)\b"), "chữ hoa trong phép toán", "Viết thường: and, or, div, mod."),
    (re.compile(";"), "dấu chấm phẩy", "Ngăn các tham số bằng dấu phẩy."),
    (re.compile(r"!(?!=)"), "dấu !", "Viết not(…)."),
)
_INSTEAD: Final = {
    "ceiling": "Viết int(x) + 1 hoặc round(x).",
    "floor": "Viết int(x).",
    "intersects": "Hàm này chưa có; bỏ nó khỏi công thức.",
    "last": "Viết count() của cùng các nút ấy.",
    "search": "Dùng select_one_from_file và choice_filter.",
    "substring": "Viết substr(chữ, từ, đến), đếm từ 0.",
    "sumif": "Viết sum(nút[điều kiện]).",
    "len": "Viết string-length(…).",
    "length": "Viết string-length(…).",
    "upper": "Viết translate(chữ, 'abc…', 'ABC…').",
    "isblank": "Viết … = ''.",
}


class Trouble(NamedTuple):
    """What is wrong with a formula, and at which of its characters, from 1."""

    code: str
    at: int
    sentence: str
    repair: str
    english: str
    blocks: bool = True


def troubles(
    text: str, anchor: str, routes: Mapping[str, str], columns: frozenset[str] | None = None
) -> Iterator[Trouble]:
    """Say what is wrong with a formula; nothing when the engine reads it.

    Args:
        text: The formula as in the cell.
        anchor: Route of the question it belongs to.
        routes: Name of a question → its route.
        columns: Of a choice filter: the columns of the list; None for other formulas.
    """
    text = text.translate(_STRAIGHT)
    found = [*_shape(text), *references(text, routes)]
    yield from found
    if found:
        return
    plain = REFERENCE.sub(lambda match: routes[match[1]], text)
    try:
        compile_expression(plain, anchor)
    except UnknownFunctionError as error:
        yield _unknown_function(text, str(error))
    except ExpressionError as error:
        yield _refused(text, str(error))
    else:
        yield from _bare_names(text, plain, routes, columns)


def references(text: str, routes: Mapping[str, str]) -> Iterator[Trouble]:
    """Say which `${…}` name no question; also for labels and hints."""
    for match in REFERENCE.finditer(text):
        name = match[1]
        if name not in routes:
            yield Trouble(
                "unknown-question",
                match.start() + 1,
                f"Không có câu hỏi nào tên «{name}».",
                f"Viết ${{{meant}}}."
                if (meant := nearest(name, routes))
                else "Sửa tên trong ${…}, hoặc thêm câu hỏi ấy vào trang survey.",
                f"no question {name}",
            )
    rest = REFERENCE.sub(lambda match: " " * len(match[0]), text)
    if (opened := rest.find("${")) >= 0:
        yield Trouble(
            "reference",
            opened + 1,
            "Chỗ gọi câu hỏi ${…} chưa đóng hoặc có khoảng trắng.",
            "Viết đủ ${tên_câu_hỏi}, không có khoảng trắng trong tên.",
            "an unfinished ${…}",
        )


def _shape(text: str) -> Iterator[Trouble]:
    """Say what is wrong with signs, quotes and brackets, outside of quoted texts."""
    if len(text) > EXPRESSION_CHARS_MAX:
        yield Trouble(
            "too-long",
            EXPRESSION_CHARS_MAX,
            f"Công thức dài quá {EXPRESSION_CHARS_MAX} ký tự.",
            "Chia thành nhiều câu calculate rồi gọi lại bằng ${…}.",
            "formula too long",
        )
        return
    bare = _TEXTS.sub(lambda match: " " * len(match[0]), text)
    bare = REFERENCE.sub(lambda match: "x" * len(match[0]), bare)
    for pattern, what, repair in _MISSPELT:
        if match := pattern.search(bare):
            yield Trouble(
                "sign",
                match.start() + 1,
                f"Công thức có {what}, không đọc được.",
                repair,
                f"“{match[0]}” is no sign of a formula",
            )
    for quote in "\"'":
        if (at := bare.find(quote)) >= 0:
            yield Trouble(
                "quote",
                at + 1,
                f"Dấu nháy {quote} mở ra mà không đóng.",
                f"Thêm dấu {quote} ở cuối đoạn chữ.",
                "an unclosed quote",
            )
            return
    yield from _brackets(bare)


def _brackets(bare: str) -> Iterator[Trouble]:
    opened: list[tuple[str, int]] = []
    pairs = {")": "(", "]": "["}
    for at, sign in enumerate(bare, start=1):
        if sign in "([":
            opened.append((sign, at))
        elif sign in pairs:
            if not opened or opened[-1][0] != pairs[sign]:
                yield Trouble(
                    "bracket",
                    at,
                    f"Dấu {sign} thừa: không có dấu {pairs[sign]} đứng trước.",
                    f"Bỏ dấu {sign} ở ký tự thứ {at}, hoặc thêm {pairs[sign]}.",
                    "an extra bracket",
                )
                return
            opened.pop()
    if opened:
        closing = "".join({"(": ")", "[": "]"}[sign] for sign, _ in reversed(opened))
        yield Trouble(
            "bracket",
            opened[-1][1],
            f"Thiếu dấu {closing[0]}: dấu {opened[-1][0]} chưa đóng.",
            f"Thêm {closing} vào cuối công thức hoặc đúng chỗ của nó.",
            "a missing bracket",
        )


def _unknown_function(text: str, reason: str) -> Trouble:
    match = _UNKNOWN.search(reason)
    name = match[1] if match else ""
    known = (FUNCTIONS.keys() | COMPILED) - MISSING.keys()
    repair = _INSTEAD.get(name.lower()) or instead(
        name, known, "Xem danh sách hàm trong tài liệu biểu mẫu (docs/forms.md)."
    )
    return Trouble(
        "unknown-function", max(text.find(name), 0) + 1, f"Không có hàm «{name}()».", repair, reason
    )


def _refused(text: str, reason: str) -> Trouble:
    if (match := _ARGUMENTS.match(reason)) and (function := FUNCTIONS.get(match[1])):
        least, most = function.least, function.most
        needed = f"{least}" if most == least else f"ít nhất {least}" if most > 50 else f"{least} đến {most}"  # noqa: PLR2004 - more than anybody writes
        return Trouble(
            "arguments",
            text.find(match[1]) + 1,
            f"Hàm {match[1]}() có {match[2]} tham số.",
            f"Hàm này cần {needed} tham số.",
            reason,
        )
    return Trouble(
        "formula",
        1,
        f"Công thức không đọc được ({reason}).",
        "Kiểm tra dấu phép toán, dấu phẩy và tên trong công thức.",
        reason,
    )


def _bare_names(
    text: str, plain: str, routes: Mapping[str, str], columns: frozenset[str] | None
) -> Iterator[Trouble]:
    """Say which names stand without `${…}`: in a filter they are columns of the list, elsewhere forgotten."""
    tokens = tokens_of(plain)
    depth = 0
    for at, token in enumerate(tokens[:-1]):
        depth += {"[": 1, "]": -1}.get(token.text, 0) if token.kind == "mark" else 0
        before, after = tokens[at - 1].text if at else "", tokens[at + 1].text
        if token.kind != "name" or depth or after in {"(", "/", "::"} or before in {"/", "@"}:
            continue
        if columns is None and token.text in routes:
            yield Trouble(
                "bare-name",
                text.find(token.text) + 1,
                f"«{token.text}» đứng một mình nên không được đọc.",
                f"Viết ${{{token.text}}}.",
                "a name of a question without ${…}",
            )
        elif columns is not None and token.text not in columns:
            yield Trouble(
                "unknown-column",
                text.find(token.text) + 1,
                f"Trang choices không có cột «{token.text}».",
                instead(token.text, columns, f"Thêm cột «{token.text}» vào trang choices."),
                f"no column {token.text} in choices",
            )
