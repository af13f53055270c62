"""Reading lists of procedures: the one shipped with the program, and those that packages bring.

Here: an edition whole. Not here: one procedure (`read_procedure`), which version is in force (`versions`),
searching (`catalogue`).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from forms.canonical import strict_json
from forms.catalogue.catalogue import Catalogue
from forms.catalogue.read_procedure import read_procedure
from forms.catalogue.record import Record, wrong
from forms.catalogue.versions import Edition, Versions
from forms.dossier.procedure import is_procedure_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.catalogue.package import Package

_FOLDER: Final = "forms.catalogue.data"


@cache
def shipped() -> Catalogue:
    """Return the catalogue that came with the program, in force by itself; read once."""
    edition = shipped_edition()
    return Catalogue(edition.name, edition.procedures)


@cache
def shipped_edition() -> Edition:
    """Return the edition that came with the program; read once."""
    lists = resources.files(_FOLDER) / "procedures"
    order = strict_json((lists / "edition.json").read_bytes())
    procedures = [
        entry
        for name in order["lists"]
        for entry in strict_json((lists / f"{name}.json").read_bytes())["procedures"]
    ]
    everyday = {code: place for place, code in enumerate(order["everyday"])}
    procedures.sort(key=lambda entry: everyday.get(entry.get("code"), len(everyday)))
    first = date.fromisoformat(order["effective_from"])
    return _edition({"procedures": procedures}, order["edition"], first)


def parse(raw: bytes) -> Catalogue:
    """Read one list as if it were in force by itself.

    Args:
        raw: Strict JSON `{"edition": "…", "procedures": [...]}`.

    Raises:
        RuleError: Anything missing, unknown, doubled or out of its range; `where` names procedure and field.
    """
    whole = strict_json(raw)
    if not isinstance(whole, dict):
        wrong("-", "procedures")
    name = Record("-", whole).text("edition") if isinstance(whole.get("procedures"), list) else ""
    edition = _edition({key: whole[key] for key in whole if key != "edition"}, name, date.min)
    return Catalogue(edition.name, edition.procedures)


def read_edition(package: Package) -> Edition:
    """Read a package of procedures: `procedures`, maybe `withdrawn`, and what its review says of them.

    A field that was ever read here is read for ever: published packages stay in the store.

    Raises:
        RuleError: As `read_procedure`; a code stands twice; what is withdrawn is no code.
    """
    return _edition(package.content(), package.head.edition, package.head.effective_from)


@cache
def shipped_versions() -> Versions:
    """Return the versions that came with the program; made once."""
    return versions_of(())


def versions_of(packages: Iterable[Package]) -> Versions:
    """Return the shipped edition with those of published packages after it, in the order given."""
    return Versions((shipped_edition(), *(read_edition(package) for package in packages)))


def _edition(content: Any, name: str, first: date) -> Edition:
    if not isinstance(content, dict) or not isinstance(content.get("procedures"), list):
        wrong("-", "procedures")
    facts = Record("-", content)
    facts.only("procedures", "withdrawn", "flags", "answers")
    procedures = tuple(read_procedure(entry, name, first) for entry in content["procedures"])
    withdrawn = content.get("withdrawn", [])
    if not isinstance(withdrawn, list) or not all(
        isinstance(code, str) and is_procedure_code(code) for code in withdrawn
    ):
        wrong("-", "withdrawn")
    seen: set[str] = set()
    for code in (*(procedure.code for procedure in procedures), *withdrawn):
        if code in seen:
            wrong(code, "code")
        seen.add(code)
    return Edition(name, first, procedures, tuple(withdrawn))
