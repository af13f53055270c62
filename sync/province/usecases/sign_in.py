"""Đăng nhập: an officer's password becomes a session, a cookie the officer again, and a goodbye nothing."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.errors import RuleError
from sync.province.faults import Faults
from sync.province.registry import Session

if TYPE_CHECKING:
    from datetime import datetime

    from sync.province.registry import Officer, OpenRegister, Passwords

SESSION_LIFE: Final = timedelta(hours=10)
"""One working day; the next morning asks again."""

MAX_FAILURES: Final = 8
FAILURE_WINDOW: Final = timedelta(minutes=15)
SECRET_BYTES: Final = 32


class SignedIn(NamedTuple):
    """A session as its own browser knows it."""

    cookie: str
    session: Session


def sign_in(
    credentials: tuple[str, str],
    passwords: Passwords,
    now: datetime,
    chance: bytes,
    open_register: OpenRegister,
) -> SignedIn:
    """Open a session for an officer.

    Args:
        credentials: login and password as typed.
        passwords: checks the password, at the same cost for a stranger.
        now: the present instant.
        chance: 64 random bytes: the cookie and the form token.
        open_register: opens each transaction.

    Returns:
        The cookie and the session.

    Raises:
        RuleError: wrong login or password, or eight failures within fifteen minutes.
    """
    login, password = credentials
    login = login.replace("\0", "").strip().lower()[:64]
    with open_register() as register:
        officer = register.officer_by_login(login)
        failures = register.failures(login, now - FAILURE_WINDOW)
    if failures >= MAX_FAILURES:
        raise RuleError(Faults.TOO_MANY_TRIES.value)
    stored = officer.password if officer and officer.active else None
    if not passwords.matches(stored, password) or officer is None:
        with open_register() as register:
            register.note_failure(login, now)
        raise RuleError(Faults.WRONG_LOGIN.value)
    cookie = urlsafe_b64encode(chance[:SECRET_BYTES]).decode().rstrip("=")
    csrf = urlsafe_b64encode(chance[SECRET_BYTES:]).decode().rstrip("=")
    session = Session(_digest(cookie), officer.id, csrf, now + SESSION_LIFE)
    with open_register() as register:
        register.put_session(session)
    return SignedIn(cookie, session)


def who_is(cookie: str, now: datetime, open_register: OpenRegister) -> tuple[Officer, Session] | None:
    """Return the officer behind a cookie, or None when it is worth nothing.

    Args:
        cookie: as the browser sent it.
        now: the present instant.
        open_register: opens the transaction.
    """
    with open_register() as register:
        session = register.session(_digest(cookie), now)
        officer = register.officer(session.officer) if session else None
    return (officer, session) if officer and session and officer.active else None


def sign_out(cookie: str, open_register: OpenRegister) -> None:
    """End a session.

    Args:
        cookie: as the browser sent it.
        open_register: opens the transaction.
    """
    with open_register() as register:
        register.end_session(_digest(cookie))


def _digest(cookie: str) -> bytes:
    return sha256(cookie.encode()).digest()
