"""GET /v1/snapshot/{scope}: a page of the snapshot that a signed answer named (sync.md V4). HTTP only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.province.ports import Store

TOKEN: Final = "blob-token"  # noqa: S105 - a header's name
COUNT_MAX: Final = 1 << 53
"""No row and no page has a higher number; a store would not even look for one (sync.core.canonical)."""
MEDIA_TYPE: Final = "application/vnd.motcua.frames"


def snapshot_router(store: Store, scope_of_token: Callable[[str], str | None]) -> APIRouter:
    """Return the route.

    Args:
        store: keeps the pages.
        scope_of_token: says whose token out of a signed answer this is, None for nobody's.
    """
    router = APIRouter()

    def page_of(scope: str, at: int, page: int) -> bytes | None:
        with store.begin(scope) as tx:
            return tx.snapshot_page(at, page)

    async def get(scope: str, at: int, page: int, request: Request) -> Response:
        whose = await run_in_threadpool(scope_of_token, request.headers.get(TOKEN, ""))
        if whose != scope:
            return Response(status_code=403)
        if not 0 <= min(at, page) <= max(at, page) <= COUNT_MAX:
            return Response(status_code=404)
        body = await run_in_threadpool(page_of, scope, at, page)
        return Response(status_code=404) if body is None else Response(body, media_type=MEDIA_TYPE)

    router.add_api_route("/v1/snapshot/{scope}", get, methods=["GET"], response_model=None)
    return router
