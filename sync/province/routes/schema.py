"""What the routes take and answer, as OpenAPI says it; never served: tests ask `app.openapi()`.

The framework knows paths and methods; bodies are streams that it does not see, so media types, headers and
statuses stand here, one line a route.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

FRAMES: Final = "application/vnd.motcua.frames"
PIECE: Final = "application/offset+octet-stream"
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"
_BYTES: Final = {"type": "string", "format": "binary"}
_BODIES: Final = {
    JSON: {"type": "object"},
    FORM: {"type": "object", "additionalProperties": {"type": "string"}},
}
_TUS: Final = {"Tus-Resumable": {"type": "string", "enum": ["1.0.0"]}}
_COUNT: Final = {"type": "string", "pattern": "^[0-9]{1,19}$"}
_TEXT: Final = {"type": "string"}
_CREATE: Final = {
    **_TUS,
    "Blob-Token": _TEXT,
    "Upload-Length": _COUNT,
    "Upload-Metadata": {"type": "string", "pattern": "^sha256 [A-Za-z0-9+/=]+$"},
}
_APPEND: Final = {**_TUS, "Upload-Offset": _COUNT, "Upload-Checksum": _TEXT}
_BLOB_TOKEN: Final = {"Blob-Token": _TEXT}


@dataclass(frozen=True, slots=True)
class _Route:
    """Statuses it answers; the body it takes; headers it reads; those it cannot do without."""

    statuses: str
    body: str = ""
    headers: dict[str, Any] | None = None
    optional: frozenset[str] = frozenset()


_ROUTES: Final = {
    ("post", "/v1/sync"): _Route("200 400 415 429 503", FRAMES),
    ("post", "/v1/enrol"): _Route("200 403 413 422 503", JSON),
    ("get", "/v1/snapshot/{scope}"): _Route("200 403 404 422 503", headers=_BLOB_TOKEN),
    ("options", "/v1/blobs"): _Route("204"),
    ("options", "/v1/blobs/{upload}"): _Route("204"),
    ("post", "/v1/blobs"): _Route("201 400 403 412 413 422 503", headers=_CREATE),
    ("head", "/v1/blobs/{upload}"): _Route("200 404 410 412 503", headers=_TUS),
    ("patch", "/v1/blobs/{upload}"): _Route(
        "204 400 404 409 410 412 413 415 422 460 503", PIECE, _APPEND, frozenset({"Upload-Checksum"})
    ),
    ("post", "/v1/blobs/{upload}"): _Route(
        "200 204 400 404 405 409 410 412 413 415 422 460 503",
        PIECE,
        {**_APPEND, "X-HTTP-Method-Override": {"type": "string", "enum": ["PATCH", "HEAD"]}},
        frozenset({"Upload-Checksum", "Upload-Offset"}),
    ),
    ("get", "/v1/blobs/by-hash/{sha256}"): _Route(
        "200 206 403 404 416 503", headers={**_BLOB_TOKEN, "Range": _TEXT}, optional=frozenset({"Range"})
    ),
    ("get", "/v1/health"): _Route("200"),
}
_PAGES: Final = {"get": _Route("200 303 404 503"), "post": _Route("200 303 401 403 404 409 503", FORM)}


def describe(app: FastAPI) -> None:
    """Let `app.openapi()` tell the truth about streams, headers and statuses.

    Args:
        app: the wired application; nothing of this is served.
    """
    app.openapi = partial(_openapi, app)  # type: ignore[method-assign]  # the framework's own way to extend it


def _openapi(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title="Một Cửa: the province", version="1", routes=app.routes)
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _tell(operation, _ROUTES.get((method, path)) or _PAGES[method])
    return schema


def _tell(operation: dict[str, Any], route: _Route) -> None:
    statuses = route.statuses.split()
    operation["responses"] = {status: {"description": f"docs/sync.md, {status}"} for status in statuses}
    operation.setdefault("parameters", []).extend(_headers(route))
    if route.body:
        content = {route.body: {"schema": _BODIES.get(route.body, _BYTES)}}
        operation["requestBody"] = {"required": True, "content": content}


def _headers(route: _Route) -> Iterable[dict[str, Any]]:
    for name, schema in (route.headers or {}).items():
        yield {"name": name, "in": "header", "required": name not in route.optional, "schema": schema}
