"""Tìm hồ sơ: one page of dossiers for an officer, with names of procedures and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.catalogue.versions import Versions
    from sync.province.archive import DossierQuery, OpenArchive


class NamedRow(NamedTuple):
    """One line of the list, ready to be read; instants are RFC 3339."""

    id: str
    number: str
    official_code: str | None
    status: str
    procedure: str
    procedure_name: str
    applicant: str
    commune: str
    office_name: str
    received_at: str
    due_at: str | None


class NamedPage(NamedTuple):
    """A page of lines and where the next one begins."""

    rows: tuple[NamedRow, ...]
    after: str | None


def find_dossiers(
    query: DossierQuery, versions: Versions, offices: Mapping[str, str], open_archive: OpenArchive
) -> NamedPage:
    """Return one page of dossiers, last touched first.

    Args:
        query: what is looked for.
        versions: names the procedures.
        offices: commune code → name of the office.
        open_archive: opens one look at the store.
    """
    with open_archive() as archive:
        page = archive.find(query)
    rows = (
        NamedRow(
            row.id,
            row.number,
            row.official_code,
            row.status,
            row.procedure,
            _procedure_name(versions, row.procedure, row.received_at),
            row.applicant,
            row.commune,
            offices.get(row.commune, row.commune),
            row.received_at,
            row.due_at,
        )
        for row in page.rows
    )
    return NamedPage(tuple(rows), page.after)


def _procedure_name(versions: Versions, code: str, received_at: str) -> str:
    procedure = versions.of_dossier({"procedure": code, "received_at": received_at})
    return procedure.short_name if procedure else "(thủ tục không có trong danh mục)"
