"""Elements of a form → compiled words and expressions, with the place named when they are wrong.

Here lives what reading the body and reading the binds share: namespaces, labels, and the one door through
which every expression of a form is compiled.
"""

from typing import Final

from lxml.etree import _Element

from forms.xforms.definition import Words
from forms.xforms.expression.compile import Expression, compile_expression
from forms.xforms.itext import Output, Pieces, Texts
from forms.xforms.problem import ExpressionError, FormError, UnknownFunctionError, form_fault

XFORMS: Final = "http://www.w3.org/2002/xforms"
JAVAROSA: Final = "http://openrosa.org/javarosa"
OPENROSA: Final = "http://openrosa.org/xforms"
OPENDATAKIT: Final = "http://www.opendatakit.org/xforms"
ENTITIES: Final = "http://www.opendatakit.org/xforms/entities"
XHTML: Final = "http://www.w3.org/1999/xhtml"
MOTCUA: Final = "urn:motcua:xforms"

_ITEXT: Final = "jr:itext("

BAD_EXPRESSION: Final = form_fault("Biểu mẫu có công thức viết sai.", "an expression cannot be read")
NO_TEXT: Final = form_fault("Biểu mẫu nhắc đến một câu chữ không có trong bảng dịch.",
                            "itext id without a translation")
UNKNOWN_FUNCTION: Final = form_fault("Biểu mẫu dùng một hàm mà chương trình này không có.",
                                     "an expression calls an unknown function",
                                     "Sửa công thức trong biểu mẫu, hoặc cập nhật chương trình.")


def xf(name: str) -> str:
    """Return the qualified name of an XForms element."""
    return f"{{{XFORMS}}}{name}"


def compiled(source: str, anchor: str, kind: str) -> Expression:
    """Compile an expression of the form.

    Args:
        source: As written.
        anchor: Route of the node it belongs to.
        kind: What it is for, for the message.

    Raises:
        FormError: It cannot be read; `where` names bind, kind, expression and reason.
    """
    try:
        return compile_expression(source, anchor)
    except ExpressionError as exc:
        fault = UNKNOWN_FUNCTION if isinstance(exc, UnknownFunctionError) else BAD_EXPRESSION
        shown = source.strip()[:200]
        raise FormError(fault, bind=anchor, kind=kind, expression=shown, reason=str(exc)) from exc


def pieces_of(element: _Element) -> Pieces:
    """Return the words of an element and the outputs between them, spaces as a reader sees them."""
    found: list[str | Output] = [element.text or ""]
    for child in element:
        if child.tag == xf("output"):
            found.append(Output(child.get("value") or child.get("ref") or ""))
        elif isinstance(child.tag, str):
            found.append("".join(str(text) for text in child.itertext()))
        found.append(child.tail or "")
    if isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return tuple(piece for piece in found if piece != "")


def words_of(element: _Element | None, anchor: str, texts: Texts) -> Words:
    """Return the compiled words of a `<label>` or `<hint>`, translated when it refers to itext.

    Raises:
        FormError: It refers to a text that no language has, or to something that is no text.
    """
    if element is None:
        return {}
    reference = element.get("ref")
    if reference and not reference.startswith(_ITEXT):   # JavaRosa knows no other
        raise FormError(NO_TEXT, bind=anchor, text=reference)
    if reference:
        return referred(reference, anchor, texts, needed=True)
    return _words({"": pieces_of(element)}, anchor)


def referred(text: str, anchor: str, texts: Texts, *, needed: bool = False) -> Words:
    """Return the words of an attribute: `jr:itext('id')`, or the words themselves.

    Raises:
        FormError: They are needed and no language has them.
    """
    if not text.startswith(_ITEXT):
        return {"": (text,)} if text else {}
    text_id = text.removeprefix(_ITEXT).rstrip(") ").strip("'\" ")
    found = texts.of(text_id)
    if not found and needed:
        raise FormError(NO_TEXT, bind=anchor, text=text_id)
    return _words(found, anchor)


def _words(pieces: dict[str, Pieces], anchor: str) -> Words:
    def ready(piece: str | Output) -> str | Expression:
        return piece if isinstance(piece, str) else compiled(piece.expression, anchor, "output")
    return {language: tuple(map(ready, text)) for language, text in pieces.items()}
