"""The commands of `motcua-province`: each opens what it needs, asks one verb, returns one object.

Words on the command line are `__main__`'s business. Commands work on the store in the folder, also while it
is being served: SQLite's lock orders them.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from forms.errors import RuleError
from sync.core.ids import uuid7
from sync.province.app import PROVINCE_NAME, found_province, open_province
from sync.province.archive import DossierQuery
from sync.province.clock import SystemClock, SystemDice
from sync.province.faults import Faults
from sync.province.orders import OfficersOrder
from sync.province.stores.opening import Places
from sync.province.stores.passwords import Argon2Passwords
from sync.province.usecases.add_office import add_office
from sync.province.usecases.add_officer import add_officer, check_officer
from sync.province.usecases.decide_dossier import decide_dossier
from sync.province.usecases.find_dossiers import find_dossiers
from sync.province.usecases.make_enrol_code import CODE_BYTES, make_enrol_code
from sync.province.usecases.publish_rules import publish_rules
from sync.province.usecases.read_dossier import read_dossier
from sync.province.usecases.requeue_event import requeue_unlisted
from sync.province.usecases.sweep_blobs import sweep_blobs

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Mapping

    from sync.province.app import Province
    from sync.province.registry import Officer
    from sync.province.settings import Home

Shown = dict[str, Any]


def init(home: Home, words: Namespace, ask: Callable[[], str]) -> Shown:
    """Make a province with its first officer, who is checked before anything is made."""
    password = ask()
    check_officer(words.officer, words.officer_name, password)
    places = Places(words.database, words.ledger)
    found_province(home, PROVINCE_NAME, words.host, places, words.blobs)
    with opened(home) as province:
        officer = _new_officer(province, words.officer, words.officer_name, password)
    return {"home": str(home.root), "ca": str(home.ca), "officer": officer.login}


def add_an_officer(home: Home, words: Namespace, ask: Callable[[], str]) -> Shown:
    """Add an officer."""
    with opened(home) as province:
        officer = _new_officer(province, words.login, words.name, ask())
    return {"officer": officer.login, "id": officer.id, "name": officer.full_name}


def add_an_office(home: Home, words: Namespace) -> Shown:
    """Add a commune's office."""
    with opened(home) as province:
        office = add_office(words.commune, words.name, words.unit, province.store.register)
    return {"commune": office.commune, "name": office.name, "unit": office.unit}


def list_offices(home: Home, _words: Namespace) -> Shown:
    """List the offices."""
    with opened(home) as province, province.store.register() as register:
        offices = [{"commune": o.commune, "name": o.name, "unit": o.unit} for o in register.offices()]
    return {"offices": offices}


def publish(home: Home, words: Namespace) -> Shown:
    """Publish days off, settings, procedures or a form; due dates move, what waited for its list comes in."""
    try:
        raw = words.file.read_bytes()
    except OSError:
        raise RuleError(Faults.NO_FILE.value) from None
    with opened(home) as province:
        take_in = partial(requeue_unlisted, open_archive=province.store.archive)
        done = publish_rules(raw, province.house, province.store.register, take_in)
    return {**done._asdict(), "moved": [row._asdict() for row in done.moved]}


def enrol_code(home: Home, words: Namespace) -> Shown:
    """Make a one-time code for a device of a commune."""
    chance = SystemDice().bytes(CODE_BYTES)
    with opened(home) as province:
        made = make_enrol_code(
            words.commune, words.valid_minutes, SystemClock().now(), chance, province.store.register
        )
    return {
        "code": made.code,
        "commune": made.commune,
        "expires_at": made.expires_at.isoformat(timespec="seconds"),
    }


def list_dossiers(home: Home, words: Namespace) -> Shown:
    """List dossiers, a page at a time."""
    query = DossierQuery(words.find, words.state, words.commune, words.after, words.limit)
    with opened(home) as province:
        page = find_dossiers(query, province.versions, offices_of(province), province.store.archive)
    return {"dossiers": [row._asdict() for row in page.rows], "after": page.after}


def show(home: Home, words: Namespace) -> Shown:
    """Show one dossier with its history."""
    with opened(home) as province:
        reading = read_dossier(words.dossier, province.versions, province.store.archive)
    kept = reading.kept
    return {
        "id": str(kept.id),
        "rev": kept.rev,
        "commune": kept.scope.removeprefix("c:"),
        **state_of(kept.doc),
        "may": list(reading.may),
        "doc": kept.doc,
        "history": [step._asdict() for step in reading.steps],
    }


def sweep(home: Home, _words: Namespace) -> Shown:
    """Drop files that no event has named for 30 days, and uploads that nobody went on with."""
    with opened(home) as province:
        now = province.house.clock.now().timestamp()
        drop = partial(province.blobs.drop_unnamed, now=now)
        return {"dropped": sweep_blobs(province.store, drop), "parts": province.uploads.sweep(now)}


def accept(home: Home, words: Namespace) -> Shown:
    """Take a dossier on."""
    return _order(home, words, "accept", {})


def supplement(home: Home, words: Namespace) -> Shown:
    """Ask the commune for what is missing."""
    again = {"override": words.override} if words.override else {}
    return _order(home, words, "require_supplement", {"items": words.item, "reason": words.reason, **again})


def ask_payment(home: Home, words: Namespace) -> Shown:
    """Ask for a payment; the dossier waits until the commune has taken it."""
    return _order(home, words, "ask_payment", {"amount": words.amount, "title": words.title})


def apologise(home: Home, words: Namespace) -> Shown:
    """Apologise and promise another date, once."""
    return _order(
        home, words, "apologise", {"reason": words.reason, "due_at": words.due, "signer": words.signer}
    )


def decide(home: Home, words: Namespace) -> Shown:
    """Record the decision."""
    args = {"outcome": words.outcome, "summary": words.summary, "result_number": words.result_number}
    return _order(home, words, "decide", {**args, "signer": words.signer})


def _order(home: Home, words: Namespace, command: str, args: Mapping[str, Any]) -> Shown:
    with opened(home) as province:
        officer = acting(province, words.officer)
        filled = {**args, "signer": args["signer"] or officer.full_name} if "signer" in args else args
        order = OfficersOrder(words.dossier, command, filled, officer)
        state = decide_dossier(order, province.house, province.store.archive)
    return {"id": str(state.id), "rev": state.rev, "officer": officer.login, **state_of(state.doc)}


def acting(province: Province, login: str | None) -> Officer:
    """Return the officer named after `--as`, or the only one there is."""
    with province.store.register() as register:
        officers = register.officers()
    fitting = [officer for officer in officers if login in (None, officer.login)]
    if len(fitting) != 1:
        raise RuleError(Faults.NO_SUCH_OFFICER.value)
    return fitting[0]


def _new_officer(province: Province, login: str, name: str, password: str) -> Officer:
    dice = SystemDice()
    officer_id = uuid7(int(SystemClock().now().timestamp() * 1000), dice.bytes(10))
    return add_officer(officer_id, login, name, password, Argon2Passwords(), province.store.register)


def offices_of(province: Province) -> dict[str, str]:
    """Return the name of each commune's office."""
    with province.store.register() as register:
        return {office.commune: office.name for office in register.offices()}


def state_of(doc: Mapping[str, Any]) -> Shown:
    """Return what a command tells of a dossier."""
    return {
        "number": doc.get("number"),
        "official_code": doc.get("official_code"),
        "status": doc["status"],
        "procedure": doc.get("procedure"),
        "due_at": doc.get("due_at"),
    }


@contextmanager
def opened(home: Home) -> Iterator[Province]:
    """Open the province in a folder for one command."""
    province = open_province(home)
    try:
        yield province
    finally:
        province.close()
