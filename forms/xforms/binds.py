"""`<bind>` and `<setvalue>` → the rules of each route.

Here lives the reading of the model's attributes. The instance, the body and the order of rules are read
elsewhere.
"""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from forms.xforms.definition import Bind, Moment, SetValue
from forms.xforms.itext import Texts
from forms.xforms.problem import FormError, form_fault
from forms.xforms.words import JAVAROSA, MOTCUA, compiled, referred, xf

RULES: Final = ("relevant", "required", "readonly", "constraint", "calculate")

NO_NODE: Final = form_fault("Biểu mẫu có quy tắc cho một ô không có trong mẫu.", "a bind without a node")


def read_binds(model: _Element, texts: Texts, routes: frozenset[str]) -> dict[str, Bind]:
    """Return the rules of every route that has some.

    Raises:
        FormError: A bind for a node that does not exist, or an expression that cannot be read.
    """
    binds = (_bind(element, texts) for element in model.iter(xf("bind")))
    found = {bind.route: bind for bind in binds}
    for route in found:
        if route not in routes:
            raise FormError(NO_NODE, bind=route)
    return found


def _bind(element: _Element, texts: Texts) -> Bind:
    route = (element.get("nodeset") or "").strip()
    rules = {kind: compiled(source, route, kind) for kind in RULES if (source := element.get(kind))}
    preload = element.get(f"{{{JAVAROSA}}}preload") or ""
    return Bind(
        route=route,
        type=(element.get("type") or "string").rpartition(":")[2],
        rules=rules,
        constraint_words=referred(element.get(f"{{{JAVAROSA}}}constraintMsg") or "", route, texts),
        required_words=referred(element.get(f"{{{JAVAROSA}}}requiredMsg") or "", route, texts),
        prefill=element.get(f"{{{MOTCUA}}}prefill") or "",
        preload=f"{preload}:{element.get(f'{{{JAVAROSA}}}preloadParams') or ''}" if preload else "",
        was=(element.get(f"{{{MOTCUA}}}was") or "").strip(),
        groups_figures=element.get(f"{{{MOTCUA}}}figures") == "grouped",
    )


def read_setvalues(root: _Element, ids: dict[str, str], routes: frozenset[str]) -> Iterator[SetValue]:
    """Yield what the form sets at moments; one for each moment named.

    Args:
        root: The whole form: these elements stand in the model, in repeats and in questions.
        ids: Id of a bind → its route.
        routes: Every route of the instance.

    Raises:
        FormError: For a node that does not exist, or with an expression that cannot be read.
    """
    for element in root.iter(xf("setvalue")):
        route = (element.get("ref") or ids.get(element.get("bind") or "") or "").strip()
        if route not in routes:
            raise FormError(NO_NODE, bind=route)
        source = element.get("value") or _quoted((element.text or "").strip())
        parent = element.getparent()
        around = (parent.get("ref") or parent.get("nodeset") or "").strip() if parent is not None else ""
        events = (element.get("event") or "").replace("xforms-ready", Moment.FIRST_LOAD).split()
        for moment in Moment:
            if moment in events:
                yield SetValue(moment, route, compiled(source, route, "setvalue"), around)


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"'{text}'"
