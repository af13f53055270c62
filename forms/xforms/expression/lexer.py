"""Text of an expression → tokens of JavaRosa's XPath dialect.

Here live the ceilings on length and the rule that tells a name from an operator. Grammar is `parser`'s.
"""

import re
from typing import Final, NamedTuple

from forms.xforms.problem import ExpressionError

EXPRESSION_CHARS_MAX: Final = 4_096

_NAME: Final = r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?"
_TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<text>\"[^\"]*\"|'[^']*')"
    rf"|(?P<name>{_NAME})"
    r"|(?P<mark>\.\.|//|::|!=|<=|>=|[.()\[\]@,/|+\-=<>*$])"
)
_WORDS: Final = frozenset({"and", "or", "div", "mod"})
_OPENERS: Final = frozenset({"(", "[", ",", "/", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "@", "::"})


class Token(NamedTuple):
    """One token: its kind (`number`, `text`, `name`, `operator`, `mark`, `end`) and its text."""

    kind: str
    text: str


def tokens_of(expression: str) -> list[Token]:
    """Split an expression into tokens, an `end` token last.

    Raises:
        ExpressionError: Too long, or a character that belongs nowhere.
    """
    if len(expression) > EXPRESSION_CHARS_MAX:
        raise ExpressionError(f"longer than {EXPRESSION_CHARS_MAX} characters")
    tokens: list[Token] = []
    place = 0
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        if match is None:
            raise ExpressionError(f"unexpected character at {place + 1}")
        place = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            tokens.append(_token(kind, match[0], tokens))
    tokens.append(Token("end", ""))
    return tokens


def _token(kind: str, text: str, before: list[Token]) -> Token:
    """Decide what the text is; a name after an operand can only be an operator (XPath 1.0, section 3.7)."""
    last = before[-1] if before else Token("mark", "(")
    operand = last.kind != "operator" and not (last.kind == "mark" and last.text in _OPENERS)
    if kind == "text":
        return Token("text", text[1:-1])
    if kind == "name" and operand:
        if text not in _WORDS:
            raise ExpressionError(f"“{text}” stands where an operator should")
        return Token("operator", text)
    if text == "*" and operand:
        return Token("operator", "*")
    return Token(kind, text)
