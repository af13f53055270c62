"""What is still read from a sender whom we turn away or wait for, and how long (sync.md W15). HTTP only.

A sender whose bytes nobody takes sees a reset and never our answer; one that falls silent holds a place
for nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

from sync.province.load import FULL_S, Load

T = TypeVar("T")

DRAIN: Final = 64 * 1024
LINGER_S: Final = 2.0
SILENT_S: Final = 60.0
"""The longest silence inside a request; a line that is gone for longer begins anew."""


async def linger(body: AsyncIterator[bytes]) -> None:
    """Read a little more of what is being sent: 64 KiB, or what comes within two seconds.

    Args:
        body: the rest of a request.
    """
    left = DRAIN
    with suppress(TimeoutError, ClientDisconnect):
        async with asyncio.timeout(LINGER_S):
            async for chunk in body:
                left -= len(chunk)
                if left < 0:
                    return


async def patiently(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Give a body as it comes, and end one that fell silent as if its sender had gone away.

    Args:
        body: a request's stream.

    Yields:
        Its chunks.

    Raises:
        ClientDisconnect: nothing came for a minute, or the sender went away.
    """
    while True:
        try:
            yield await asyncio.wait_for(anext(body), SILENT_S)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise ClientDisconnect from None


async def soon(first: Awaitable[T]) -> T:
    """Wait for the first frame as long as for a silence: nobody holds a door open by a byte a minute.

    Args:
        first: what is waited for.

    Raises:
        ClientDisconnect: it did not come.
    """
    try:
        return await asyncio.wait_for(first, SILENT_S)
    except TimeoutError:
        raise ClientDisconnect from None


def file_place(load: Load) -> Callable[[Request], AsyncIterator[None]]:
    """Return what each request of a file goes through: a place, or "later" while events need it (N6).

    Args:
        load: how busy the province is.
    """

    async def place(request: Request) -> AsyncIterator[None]:
        if request.method in {"POST", "PATCH"} and not load.takes_files():
            await linger(request.stream())
            raise HTTPException(503, headers={"Retry-After": str(FULL_S), "Tus-Resumable": "1.0.0"})
        with load.place():
            yield

    return place
