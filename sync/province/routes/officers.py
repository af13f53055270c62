"""/officers: the pages by which officers work. Parse, ask a verb, render; nothing is decided here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool

from forms.catalogue.versions import Versions
from forms.dossier.calendar import WorkCalendar
from forms.dossier.lifecycle import LABEL_VI, Status
from forms.errors import RuleError
from sync.province.archive import DossierQuery, Kept, OpenArchive
from sync.province.blobs.kept import CHUNK, KeptBlobs
from sync.province.faults import Faults
from sync.province.orders import OfficersOrder
from sync.province.registry import Officer, OpenRegister, Passwords
from sync.province.routes.answers import Forms
from sync.province.routes.doorway import FORM_COOKIE, SESSION_COOKIE, BadForm, Doorway, Who, remember
from sync.province.routes.ordering import DONE, ORDERINGS, Ordering
from sync.province.routes.pages import SAFE, Pages
from sync.province.routes.sheet import Known, lay_out, preview_of
from sync.province.usecases.close_aside import CloseAside
from sync.province.usecases.find_dossiers import find_dossiers
from sync.province.usecases.list_attention import list_attention
from sync.province.usecases.read_dossier import Reading, read_dossier
from sync.province.usecases.requeue_event import Requeue
from sync.province.usecases.sign_in import sign_in

HOME: Final = "/officers/dossiers"
LOOKED: Final = {
    "requeue": "Đã nhận lại; xã sẽ thấy ở lần liên lạc tới.",
    "close": "Đã ghi là đã xem; dữ liệu vẫn được giữ.",
}
MOST_DIGITS: Final = 19
"""Of a number that every store can hold."""
_IMAGES: Final = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
"""What may be shown in a page: told by its first bytes, never by what a device says of it."""
_LIST_STATES: Final = tuple(
    (status.value, LABEL_VI[status]) for status in Status if status not in (Status.DRAFT, Status.SUBMITTED)
)


@dataclass(frozen=True, slots=True)
class Cabinet:
    """What the pages are given.

    Attributes:
        province: its name.
        open_register: opens the people's tables.
        open_archive: opens a look at the dossiers.
        passwords: checks passwords.
        blobs: attachments.
        versions: names procedures, says who decides.
        forms: e-forms known here, by id and edition.
        decide: carries out an officer's order.
        requeue: takes a held event in again.
        close_aside: closes what no line could take in.
        now: the clock.
        calendar: of a commune, by its scope.
        chance: gives random bytes.
    """

    province: str
    open_register: OpenRegister
    open_archive: OpenArchive
    passwords: Passwords
    blobs: KeptBlobs
    versions: Callable[[], Versions]
    forms: Forms
    decide: Callable[[OfficersOrder], Any]
    requeue: Callable[[Requeue], Any]
    close_aside: Callable[[CloseAside], Any]
    now: Callable[[], datetime]
    calendar: Callable[[str], WorkCalendar]
    chance: Callable[[int], bytes]


class OfficersPages:
    """The pages.

    Args:
        cabinet: what they work with.
    """

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._pages = Pages(cabinet.province)
        self._door = Doorway(cabinet.open_register, cabinet.now)

    def router(self) -> APIRouter:
        """Return the routes."""
        router = APIRouter()
        for path, handler, method in (
            ("/", self.home, "GET"),
            ("/officers", self.home, "GET"),
            ("/officers/house.css", self.css, "GET"),
            ("/officers/login", self.show_login, "GET"),
            ("/officers/login", self.login, "POST"),
            ("/officers/logout", self.logout, "POST"),
            (HOME, self.dossiers, "GET"),
            ("/officers/attention", self.attention, "GET"),
            ("/officers/attention/{commune}/{eid}/requeue", self.requeue, "POST"),
            ("/officers/attention/{commune}/aside/{aside}/close", self.close_aside, "POST"),
            (HOME + "/{dossier}", self.dossier, "GET"),
            (HOME + "/{dossier}/files/{sha256}", self.file, "GET"),
            (HOME + "/{dossier}/previews/{sha256}", self.preview, "GET"),
        ):
            router.add_api_route(path, handler, methods=[method], response_model=None)
        for ordering in ORDERINGS:
            path = f"{HOME}/{{dossier}}/{ordering.path}"
            router.add_api_route(path, self._taking(ordering), methods=["POST"], response_model=None)
        return router

    async def home(self) -> Response:
        """Lead to the list."""
        return _go(HOME)

    async def css(self) -> Response:
        """Give the style sheet."""
        return self._pages.css()

    async def show_login(self, request: Request) -> Response:
        """Show the login form, unless somebody is signed in."""
        return _go(HOME) if await self._door.who(request) else self._login_page(None)

    async def login(self, request: Request) -> Response:
        """Take login and password."""
        try:
            fields = await self._door.form(request, request.cookies.get(FORM_COOKIE, ""))
        except BadForm:
            return self._login_page(Faults.STALE_FORM, 403)
        cabinet = self._cabinet
        credentials = (fields.get("login", ""), fields.get("password", ""))
        try:
            signed = await run_in_threadpool(
                sign_in,
                credentials,
                cabinet.passwords,
                cabinet.now(),
                cabinet.chance(64),
                cabinet.open_register,
            )
        except RuleError as error:
            return self._login_page(Faults(error.fault), 401)
        answer = _go(HOME)
        remember(answer, SESSION_COOKIE, signed.cookie)
        return answer

    async def logout(self, request: Request) -> Response:
        """End the session."""
        who = await self._door.who(request)
        answer = _go("/officers/login")
        if who:
            try:
                await self._door.form(request, who[1].csrf)
            except BadForm:
                return self._pages.trouble(who, 403, Faults.STALE_FORM.value)
            await self._door.leave(request, answer)
        return answer

    async def dossiers(self, request: Request) -> Response:
        """Show one page of the list."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        asked = request.query_params
        query = DossierQuery(
            asked.get("q", "")[:120], asked.get("state", ""), asked.get("commune", ""), asked.get("after", "")
        )
        offices = await run_in_threadpool(self._offices)
        versions = await run_in_threadpool(self._cabinet.versions)
        page = await run_in_threadpool(find_dossiers, query, versions, offices, self._cabinet.open_archive)
        listed = [{"commune": commune, "name": name} for commune, name in offices.items()]
        return self._pages.page(
            "list.html", who, tab="dossiers", query=query, page=page, offices=listed, statuses=_LIST_STATES
        )

    async def attention(self, request: Request) -> Response:
        """Show what waits for a person."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        return await self._attention_page(who, done=LOOKED.get(request.query_params.get("done", ""), ""))

    async def requeue(self, commune: str, eid: str, request: Request) -> Response:
        """Take a held event in again."""

        def do(reason: str, officer: str) -> None:
            self._cabinet.requeue(Requeue(commune, eid, reason, officer))

        return await self._settled(request, do, "requeue")

    async def close_aside(self, commune: str, aside: str, request: Request) -> Response:
        """Close what no line could take in."""
        number = int(aside) if aside.isascii() and aside.isdecimal() and len(aside) < MOST_DIGITS else 0

        def do(reason: str, officer: str) -> None:
            self._cabinet.close_aside(CloseAside(commune, number, reason, officer))

        return await self._settled(request, do, "close")

    async def _settled(self, request: Request, do: Callable[[str, str], None], done: str) -> Response:
        """Do what an officer gives a reason for, and show the list again."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        try:
            fields = await self._door.form(request, who[1].csrf)
        except BadForm:
            return self._pages.trouble(who, 403, Faults.STALE_FORM.value)
        try:
            await run_in_threadpool(do, fields.get("reason", "").strip(), who[0].id)
        except RuleError as error:
            return await self._attention_page(who, status=409, problem=error.fault)
        return _go(f"/officers/attention?done={done}")

    async def _attention_page(self, who: Who, status: int = 200, **facts: Any) -> Response:
        offices, cabinet = await run_in_threadpool(self._offices), self._cabinet
        items = await run_in_threadpool(list_attention, offices, cabinet.open_archive, cabinet.now())
        return self._pages.page("attention.html", who, status, tab="attention", items=items, **facts)

    async def dossier(self, dossier: str, request: Request) -> Response:
        """Show one dossier."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        return await self._dossier_page(who, dossier, done=DONE.get(request.query_params.get("done", ""), ""))

    async def file(self, dossier: str, sha256: str, request: Request) -> Response:
        """Hand out an attachment of a dossier, to be saved and never to be run."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        try:
            reading = await run_in_threadpool(self._read, dossier)
        except RuleError as error:
            return self._pages.trouble(who, 404, error.fault)
        facts = reading.kept.doc.get("attachments", {}).get(sha256)
        scope, blobs = reading.kept.scope, self._cabinet.blobs
        size = await run_in_threadpool(blobs.stat, scope, sha256) if facts else None
        if size is None:
            return self._pages.trouble(who, 404, Faults.NO_SUCH_FILE.value)
        pieces = (
            blobs.get_range(scope, sha256, start, min(start + CHUNK, size))
            for start in range(0, size, CHUNK)
        )
        name = quote(facts["title"] or sha256[:12], safe="")
        headers = {
            **SAFE,
            "Content-Length": str(size),
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        }
        return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)

    async def preview(self, dossier: str, sha256: str, request: Request) -> Response:
        """Show the small image of an attachment, which comes long before its original."""
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        try:
            reading = await run_in_threadpool(self._read, dossier)
        except RuleError as error:
            return self._pages.trouble(who, 404, error.fault)
        scope, blobs = reading.kept.scope, self._cabinet.blobs
        shown = preview_of(reading.kept.doc.get("attachments", {}).get(sha256, {}))
        size = await run_in_threadpool(blobs.stat, scope, shown) if shown else None
        content = await run_in_threadpool(blobs.get_range, scope, shown, 0, min(size, CHUNK)) if size else b""
        kind = next((kind for begin, kind in _IMAGES if content.startswith(begin)), None)
        if kind is None:
            return self._pages.trouble(who, 404, Faults.NO_SUCH_FILE.value)
        return Response(content, media_type=kind, headers=SAFE)

    def _taking(self, ordering: Ordering) -> Callable[[str, Request], Awaitable[Response]]:
        """Return the handler of one form of orders."""

        async def act(dossier: str, request: Request) -> Response:
            return await self._act(dossier, request, ordering)

        return act

    async def _act(self, dossier: str, request: Request, ordering: Ordering) -> Response:
        who = await self._door.who(request)
        if who is None:
            return _go("/officers/login")
        try:
            fields = await self._door.form(request, who[1].csrf)
        except BadForm:
            return self._pages.trouble(who, 403, Faults.STALE_FORM.value)
        seen = int(fields["rev"]) if fields.get("rev", "").isdecimal() else -1
        order = OfficersOrder(dossier, ordering.command, ordering.read(fields), who[0], seen)
        try:
            await run_in_threadpool(self._cabinet.decide, order)
        except RuleError as error:
            if error.fault == Faults.NO_SUCH_DOSSIER.value:
                return self._pages.trouble(who, 404, error.fault)
            return await self._dossier_page(who, dossier, status=409, problem=error.fault)
        return _go(f"{HOME}/{quote(dossier, safe='')}?done={ordering.command}")

    async def _dossier_page(self, who: Who, dossier: str, status: int = 200, **facts: Any) -> Response:
        try:
            reading = await run_in_threadpool(self._read, dossier)
        except RuleError as error:
            return self._pages.trouble(who, 404, error.fault)
        offices, names = await run_in_threadpool(self._offices), await run_in_threadpool(self._names)
        kept, here = reading.kept, await run_in_threadpool(self._here, reading.kept)
        office = offices.get(kept.scope.removeprefix("c:"), kept.scope)
        calendar = await run_in_threadpool(self._cabinet.calendar, kept.scope)
        known = Known(office, names, here, self._cabinet.forms, calendar, self._cabinet.now())
        sheet = await run_in_threadpool(lay_out, reading, known)
        return self._pages.page("dossier.html", who, status, tab="dossiers", d=sheet, **facts)

    def _here(self, kept: Kept) -> frozenset[str]:
        """Which files and small images of a dossier have arrived; none while their storage is silent."""
        files = kept.doc.get("attachments", {})
        hashes = {*files, *filter(None, map(preview_of, files.values()))}
        blobs = self._cabinet.blobs
        try:
            return frozenset(each for each in hashes if blobs.stat(kept.scope, each) is not None)
        except OSError:
            return frozenset()

    def _login_page(self, fault: Faults | None, status: int = 200) -> Response:
        token = self._cabinet.chance(24).hex()
        answer = self._pages.page(
            "login.html", None, status, csrf=token, problem=fault.value if fault else None
        )
        remember(answer, FORM_COOKIE, token)
        return answer

    def _read(self, dossier: str) -> Reading:
        return read_dossier(dossier, self._cabinet.versions(), self._cabinet.open_archive)

    def _offices(self) -> dict[str, str]:
        with self._cabinet.open_register() as register:
            return {office.commune: office.name for office in register.offices()}

    def _names(self) -> dict[str, str]:
        with self._cabinet.open_register() as register:
            officers: tuple[Officer, ...] = register.officers()
        return {officer.id: officer.full_name for officer in officers}


def _go(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, headers=SAFE)
