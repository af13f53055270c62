"""The commands about what waits, and about devices: take in again, void, link, list, revoke, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.province.clock import SystemClock
from sync.province.commands import acting, offices_of, opened, state_of
from sync.province.usecases.close_aside import CloseAside, close_aside
from sync.province.usecases.list_attention import list_attention
from sync.province.usecases.list_devices import list_devices
from sync.province.usecases.requeue_event import Requeue, requeue_event
from sync.province.usecases.revoke_device import restore_device, revoke_device
from sync.province.usecases.void_dossier import Link, Void, link_duplicate, void_dossier

if TYPE_CHECKING:
    from argparse import Namespace

    from sync.province.settings import Home

Shown = dict[str, Any]


def attention(home: Home, _words: Namespace) -> Shown:
    """List what waits for a person: envelopes only, for whoever runs commands is an administrator."""
    with opened(home) as province:
        items = list_attention(offices_of(province), province.store.archive, SystemClock().now())
    return {
        "items": [
            {name: value for name, value in item._asdict().items() if name not in ("content", "paths")}
            | {"paths": list(item.paths)}
            for item in items
        ]
    }


def requeue(home: Home, words: Namespace) -> Shown:
    """Take a held event in again."""
    with opened(home) as province:
        officer = acting(province, words.officer)
        done = requeue_event(Requeue(words.commune, words.eid, words.reason, officer.id), province.house)
    return {"taken": [one._asdict() for one in done], "officer": officer.login}


def aside(home: Home, words: Namespace) -> Shown:
    """Close what no line could take in; its bytes stay."""
    with opened(home) as province:
        officer = acting(province, words.officer)
        close_aside(CloseAside(words.commune, words.aside, words.reason, officer.id), province.house)
    return {"closed": words.aside, "officer": officer.login}


def void(home: Home, words: Namespace) -> Shown:
    """Declare a dossier void."""
    with opened(home) as province:
        officer = acting(province, words.officer)
        order = Void(words.dossier, words.reason, words.basis, officer)
        state = void_dossier(order, province.house, province.store.archive)
    return {"id": str(state.id), "rev": state.rev, "officer": officer.login, **state_of(state.doc)}


def link(home: Home, words: Namespace) -> Shown:
    """Say that two dossiers are one, or two."""
    with opened(home) as province:
        officer = acting(province, words.officer)
        order = Link(words.dossier, words.other, words.outcome, words.reason, officer)
        state = link_duplicate(order, province.house, province.store.archive)
    return {"id": str(state.id), "rev": state.rev, "links": state.doc.get("links", {})}


def devices(home: Home, _words: Namespace) -> Shown:
    """List the devices with their lines."""
    with opened(home) as province:
        rows = list_devices(province.store.register, province.store)
    return {"devices": [row._asdict() | {"lines": [line._asdict() for line in row.lines]} for row in rows]}


def revoke(home: Home, words: Namespace) -> Shown:
    """Trust nothing more of a device: what it still sends is held."""
    with opened(home) as province:
        found = revoke_device(words.device, SystemClock().now(), province.store.register, province.ledger)
    return {"device": found.dev.hex(), "commune": found.commune, "tag": found.tag, "revoked": True}


def restore(home: Home, words: Namespace) -> Shown:
    """Trust a device again; what was held meanwhile is taken in by `requeue`."""
    with opened(home) as province:
        found = restore_device(words.device, SystemClock().now(), province.store.register, province.ledger)
    return {"device": found.dev.hex(), "commune": found.commune, "tag": found.tag, "revoked": False}
