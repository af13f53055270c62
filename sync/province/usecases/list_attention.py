"""Chờ đối chiếu: what communes sent and the province could not take as it was; nothing of it is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.province.archive import OpenArchive

MOST: Final = 200


class Attention(NamedTuple):
    """One event that waits for a person.

    Attributes:
        verdict: `conflict`, `rejected` or `quarantined`.
        dossier: id of the dossier, None when the event could not be read.
        label: official code or provisional number, or the id.
        office_name: of the commune that sent it.
        why: the verdict's sentence or its technical reason.
        paths: what it is about.
        at: when the province took it, RFC 3339.
    """

    verdict: str
    dossier: str | None
    label: str
    office_name: str
    why: str
    paths: tuple[str, ...]
    at: str


def list_attention(offices: Mapping[str, str], open_archive: OpenArchive) -> tuple[Attention, ...]:
    """Return what waits for a person, newest first, at most two hundred.

    Args:
        offices: commune code → name of the office.
        open_archive: opens one look at the store.
    """
    items = list[Attention]()
    with open_archive() as archive:
        for each in archive.attention(MOST):
            kept = archive.locate(each.dossier) if each.dossier else None
            label = (kept.doc.get("official_code") or kept.doc.get("number")) if kept else each.dossier
            verdict = each.verdict
            commune = each.scope.removeprefix("c:")
            items.append(
                Attention(
                    verdict.word.value,
                    each.dossier if kept else None,
                    str(label or ""),
                    offices.get(commune, commune),
                    verdict.text or verdict.why,
                    verdict.paths,
                    each.received_at,
                )
            )
    return tuple(items)
