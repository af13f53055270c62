"""The controls of a body this program knows, and what kind of question each makes."""

from typing import Final

from forms.xforms.words import OPENDATAKIT, XFORMS, xf

_NAMES: Final = ("input", "secret", "select", "select1", "rank", "trigger", "upload", "range")

CONTROLS: Final = {f"{{{namespace}}}{name}": name for namespace in (XFORMS, OPENDATAKIT) for name in _NAMES}
"""Qualified name of an element → its name."""
RULES: Final = ("relevant", "required", "readonly", "constraint", "calculate")
"""Attributes of a bind that hold a formula."""
SETTERS: Final = CONTROLS.keys() | {xf("model"), xf("repeat")}
"""Elements in which a `<setvalue>` runs; elsewhere it does not, as in JavaRosa."""
CHOOSING: Final = frozenset({"select", "select1", "rank"})
"""Names of controls that offer choices."""
KINDS: Final = {
    **dict.fromkeys(("int", "integer"), "integer"),
    **{name: name for name in ("decimal", "date", "time", "geopoint", "geotrace", "geoshape")},
    "dateTime": "datetime",
}
"""Type of a bind → kind of a question that is typed; text otherwise."""
FIXED_KINDS: Final = {"select": "select_multiple", "rank": "select_multiple", "select1": "select_one",
                      "trigger": "acknowledge", "upload": "upload"}
"""Name of a control → kind of its question, whatever the type."""
