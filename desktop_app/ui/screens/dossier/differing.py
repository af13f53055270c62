"""Fields of a dossier of which province and this machine say different things (C3), and the matter of it.

Reads what is open; nothing is decided here. No toolkit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.ui.matter_ports import ListMatters, MatterClass
from desktop_app.ui.ports import Office
from desktop_app.ui.strings import WORDS
from forms.dossier.roles import may


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs.

    Attributes:
        matter: the oldest matter that asks about it; empty when nothing differs.
        labels: names of the fields.
        said: by path, what each side says.
    """

    matter: str = ""
    labels: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Name the fields and say what to do; empty when nothing differs."""
        return WORDS("differs", fields=", ".join(self.labels)) if self.matter else ""


def differing(office: Office, dossier_id: str) -> Differing:
    """Read what differs in a dossier.

    Args:
        office: who works here may have no part in it; then nothing is asked.
        dossier_id: its id.
    """
    if not may(office.shift.role, "list_matters"):
        return Differing()
    order = ListMatters(frozenset({MatterClass.SAME_FIELD}), dossier_id=dossier_id)
    rows = office.list_matters(order).rows
    fields = {one.path: one for row in rows for one in office.read_matter(row.key).fields}
    return Differing(
        rows[0].key if rows else "",
        tuple(one.label for one in fields.values()),
        {
            path: WORDS("both_say", theirs=one.theirs.text, mine=one.mine.text)
            for path, one in fields.items()
        },
    )
