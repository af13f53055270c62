"""Who stands at the officers' door: the session cookie, the token in every form, the size of a form.

HTTP only; whether a password is right is `usecases.sign_in`'s business.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Final

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from sync.province.registry import Officer, OpenRegister, Session
from sync.province.usecases.sign_in import SESSION_LIFE, sign_out, who_is

SESSION_COOKIE: Final = "__Host-motcua"
FORM_COOKIE: Final = "__Host-motcua-form"
MAX_FORM: Final = 64 * 1024
"""Bytes in one posted form."""

Who = tuple[Officer, Session]


class BadForm(Exception):  # noqa: N818 - a finding that becomes a page
    """The form is not from a page of this session, or not a form at all."""


class Doorway:
    """Reads cookies and forms.

    Args:
        open_register: opens the people's tables.
        now: the clock.
    """

    def __init__(self, open_register: OpenRegister, now: Callable[[], datetime]) -> None:
        self._open_register, self._now = open_register, now

    async def who(self, request: Request) -> Who | None:
        """Return the officer who is signed in, None for a stranger."""
        cookie = request.cookies.get(SESSION_COOKIE)
        return await run_in_threadpool(who_is, cookie, self._now(), self._open_register) if cookie else None

    async def form(self, request: Request, token: str) -> dict[str, str]:
        """Return a posted form whose token is this session's.

        Args:
            request: the POST.
            token: what the form must carry as `csrf`.

        Raises:
            BadForm: no token, another one, too large, or not a form.
        """
        length = request.headers.get("content-length", "")
        kind = request.headers.get("content-type", "").partition(";")[0]
        if not length.isdecimal() or int(length) > MAX_FORM or kind != "application/x-www-form-urlencoded":
            raise BadForm
        fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        if not token or not hmac.compare_digest(fields.pop("csrf", "").encode(), token.encode()):
            raise BadForm
        return fields

    async def leave(self, request: Request, response: Response) -> None:
        """End the session, here and in the browser."""
        cookie = request.cookies.get(SESSION_COOKIE)
        if cookie:
            await run_in_threadpool(sign_out, cookie, self._open_register)
        response.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="strict")


def remember(response: Response, name: str, value: str) -> None:
    """Set a cookie that only this host gets, over TLS, unseen by scripts and by other sites' links.

    Args:
        response: carries it.
        name: begins with `__Host-`.
        value: the secret.
    """
    response.set_cookie(
        name,
        value,
        max_age=int(SESSION_LIFE.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
    )
