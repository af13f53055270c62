"""POST /v1/enrol and GET /v1/health. HTTP only."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from forms.errors import RuleError
from sync.province.faults import Faults

MAX_REQUEST: Final = 16 * 1024
"""Bytes of an enrolment request."""


def enrol_router(enrol: Callable[[bytes], bytes]) -> APIRouter:
    """Return the route of enrolment.

    Args:
        enrol: turns a request into a signed certificate, or raises RuleError.
    """
    router = APIRouter()

    async def post(request: Request) -> Response:
        raw = bytearray()
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_REQUEST:
                return Response(status_code=413)
        try:
            answer = await run_in_threadpool(enrol, bytes(raw))
        except RuleError as error:
            status = 403 if error.fault == Faults.CODE_NOT_VALID.value else 422
            return JSONResponse({"error": error.fault.english}, status)
        return Response(answer, media_type="application/json")

    router.add_api_route("/v1/enrol", post, methods=["POST"], response_model=None)
    return router


def health_router() -> APIRouter:
    """Return the route a load balancer asks; a device never does (W13)."""
    router = APIRouter()

    async def get() -> dict[str, str]:
        return {"status": "ok"}

    router.add_api_route("/v1/health", get, methods=["GET"])
    return router
