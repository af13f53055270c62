"""`<bind>` and `<setvalue>` → the rules of each route.

Here lives the reading of the model's attributes. The instance, the body and the order of rules are read
elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lxml.etree import _Element

from forms.xforms.controls import RULES, SETTERS
from forms.xforms.definition import Bind, Moment, SetValue
from forms.xforms.itext import Texts
from forms.xforms.problem import FormError, form_fault
from forms.xforms.tree import resolved
from forms.xforms.words import JAVAROSA, MOTCUA, compiled, referred, xf

_SAME: Final = {"long": "int", "double": "decimal", "float": "decimal"}
"""Types that are another one here, as in JavaRosa."""

NO_NODE: Final = form_fault("Biểu mẫu có quy tắc cho một ô không có trong mẫu.", "a bind without a node")


def read_binds(model: _Element, texts: Texts, root: str, routes: frozenset[str]) -> dict[str, Bind]:
    """Return the rules of every route that has some; those of a node that is not there are left out.

    Args:
        model: Where the binds stand.
        texts: The translations.
        root: Route of the root of the instance, where a relative nodeset begins.
        routes: Every route of the instance.

    Raises:
        FormError: A bind without a nodeset, or an expression that cannot be read.
    """
    found: dict[str, Bind] = {}
    for element in model.findall(xf("bind")):
        bind = _bind(element, texts, root)
        if bind.route in found:   # said twice: the rules of both hold, the later one's where both have one
            bind = replace(bind, rules={**found[bind.route].rules, **bind.rules})
        if bind.route in routes:
            found[bind.route] = bind
    return found


def _bind(element: _Element, texts: Texts, root: str) -> Bind:
    route = resolved(element.get("nodeset") or "", root)
    if not route:
        raise FormError(NO_NODE, bind=element.get("id") or element.get("ref") or "")
    rules = {kind: compiled(source, route, kind) for kind in RULES if (source := element.get(kind))}
    kind = (element.get("type") or "string").rpartition(":")[2]
    preload = element.get(f"{{{JAVAROSA}}}preload") or ""
    return Bind(
        route=route,
        type=_SAME.get(kind, kind),
        rules=rules,
        constraint_words=referred(element.get(f"{{{JAVAROSA}}}constraintMsg") or "", route, texts),
        required_words=referred(element.get(f"{{{JAVAROSA}}}requiredMsg") or "", route, texts),
        prefill=element.get(f"{{{MOTCUA}}}prefill") or "",
        preload=f"{preload}:{element.get(f'{{{JAVAROSA}}}preloadParams') or ''}" if preload else "",
        was=(element.get(f"{{{MOTCUA}}}was") or "").strip(),
        groups_figures=element.get(f"{{{MOTCUA}}}figures") == "grouped",
    )


def read_setvalues(elements: Iterable[_Element], ids: Mapping[str, str], routes: frozenset[str],
                   around: Mapping[_Element, str]) -> Iterator[SetValue]:
    """Yield what the form sets at moments; one for each moment named.

    Args:
        elements: Those of the whole form: setvalues stand in the model, in repeats and in questions; in other
            places they never run.
        ids: Id of a bind → its route.
        routes: Every route of the instance.
        around: Controls and repeats of the body → their routes.

    Raises:
        FormError: For a node that does not exist, or with an expression that cannot be read.
    """
    for element in elements:
        if element.tag != xf("setvalue"):
            continue
        route = (element.get("ref") or ids.get(element.get("bind") or "") or "").strip().replace("/orx:", "/")
        if route not in routes:
            raise FormError(NO_NODE, bind=route)
        parent = element.getparent()
        if parent is None or parent.tag not in SETTERS:
            continue
        source = element.get("value")
        if not source:   # the text is the value, unless one is given and empty
            source = _quoted((element.text or "").strip() if source is None else "")
        events = (element.get("event") or "").replace("xforms-ready", Moment.FIRST_LOAD).split()
        for moment in Moment:
            if moment in events:
                yield SetValue(moment, route, compiled(source, route, "setvalue"), around.get(parent, ""))


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"'{text}'"
