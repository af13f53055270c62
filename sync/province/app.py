"""Where the province is wired: stores, verbs and routes find each other here and nowhere else."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial

from fastapi import Depends, FastAPI, Request
from fastapi.responses import PlainTextResponse

from forms.catalogue.versions import Versions
from forms.errors import RuleError
from sync.core.codec import with_dictionary
from sync.core.errors import Corrupt, Offline, RoadError
from sync.province.blobs.kept import KeptBlobs
from sync.province.blobs.opened import open_objects
from sync.province.blobs.shelf import BlobShelf
from sync.province.blobs.uploads import Uploads
from sync.province.clock import SystemClock, SystemDice
from sync.province.exchange import House
from sync.province.faults import Faults
from sync.province.keys import ProvinceKeys, load_keys, make_keys
from sync.province.load import Load
from sync.province.published import PublishedRules
from sync.province.routes.download import Download
from sync.province.routes.enrol import enrol_router, health_router
from sync.province.routes.linger import file_place
from sync.province.routes.noted import Noted
from sync.province.routes.officers import Cabinet, OfficersPages
from sync.province.routes.schema import describe
from sync.province.routes.snapshot import snapshot_router
from sync.province.routes.sync import SyncRoute
from sync.province.routes.tus import Tus
from sync.province.settings import MAX_UPLOAD, Home
from sync.province.stores.opening import (
    IN_THE_FOLDER,
    Ledger,
    Places,
    Store,
    check_places,
    make_stores,
    open_stores,
)
from sync.province.stores.passwords import Argon2Passwords
from sync.province.usecases.check_restore import check_restore
from sync.province.usecases.close_aside import close_aside
from sync.province.usecases.decide_dossier import decide_dossier
from sync.province.usecases.enrol_device import Enroller, enrol_device
from sync.province.usecases.keep_revocations import check_revocations, enlist_device
from sync.province.usecases.requeue_event import requeue_event
from sync.province.writer import Writer

PROVINCE_NAME = "Tỉnh Đắk Lắk"
_ANY_EPOCH = bytes(8)
SILENT_STORAGE = "Kho tệp quét chưa trả lời. Chờ một lát rồi tải lại trang; hồ sơ không mất gì."


@dataclass(frozen=True, slots=True)
class Province:
    """An opened province.

    Attributes:
        home: its data folder.
        keys: what it signs with.
        store: log, people, dossiers.
        ledger: official codes.
        blobs: attachments.
        uploads: attachments on their way.
        house: what the verbs of an exchange are given.
    """

    home: Home
    keys: ProvinceKeys
    store: Store
    ledger: Ledger
    blobs: KeptBlobs
    uploads: Uploads
    house: House

    @property
    def versions(self) -> Versions:
        """The procedures known here."""
        return self.house.versions()

    def close(self) -> None:
        """Close the stores."""
        self.ledger.close()
        self.store.close()


def found_province(
    home: Home, name: str, hosts: Sequence[str], places: Places = IN_THE_FOLDER, blobs: str = ""
) -> None:
    """Make a province in an empty folder: keys and stores.

    Args:
        home: the folder.
        name: the province's name, for its root certificate.
        hosts: names the server will be called by, beside the loopback ones.
        places: databases that are not to be files in the folder.
        blobs: `s3://bucket/folder` for attachments; empty for the home's own folder.

    Raises:
        RuleError: the folder or a database holds a province already, or an address may not be kept.
        Offline: a database does not answer.
    """
    if home.keys.exists() or home.store.exists() or home.ledger.exists():
        raise RuleError(Faults.HOME_IN_USE.value)
    check_places(places)
    home.root.mkdir(parents=True, exist_ok=True)
    make_stores(home, places)
    dice = SystemDice()
    make_keys(home, name, hosts, now=SystemClock().now(), seeds=(dice.bytes(32), dice.bytes(32)))
    home.blobs_url.write_text(blobs, "utf-8")


def open_province(home: Home, blobs: str = "") -> Province:
    """Open the province in a folder.

    Args:
        home: made by `init`.
        blobs: `s3://bucket/folder` for attachments; empty for what `init` was told.

    Raises:
        RuleError: there is no province in the folder.
        Corrupt: a store is missing or damaged.
        Offline: a database does not answer.
    """
    if not home.keys.exists():
        raise RuleError(Faults.NO_HOME.value)
    clock, keys = SystemClock(), load_keys(home)
    store, ledger = open_stores(home)
    objects = open_objects(home.blobs, blobs or _told(home))
    kept = KeptBlobs(objects)
    uploads = Uploads(objects, kept, SystemDice().bytes)
    shelf = BlobShelf(uploads, keys.token, clock.now, MAX_UPLOAD, partial(_admitted, store))
    check_restore(store, ledger)
    check_revocations(clock.now(), store.register, ledger)
    enlist = partial(enlist_device, open_register=store.register, ledger=ledger)
    published = PublishedRules(store.register, clock)
    house = House(
        store,
        ledger,
        keys.signer,
        clock,
        SystemDice(),
        with_dictionary(),
        shelf,
        enlist,
        rules=published,
        versions=published.versions,
        form=published.form,
    )
    return Province(home, keys, store, ledger, kept, uploads, house)


def build_app(province: Province, note: Callable[[str], None]) -> FastAPI:
    """Return the ASGI application.

    Args:
        province: the opened province.
        note: takes one line for the log; no line holds a citizen's data, a query or an upload's address.
    """
    writer = Writer()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        with suppress(OSError):  # a storage of files that is silent keeps no province from starting
            province.uploads.sweep(province.house.clock.now().timestamp())
        yield
        writer.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    load = Load(province.house.clock.monotonic)
    house = replace(province.house, wish=load.wish)
    enroller = Enroller(house.signer, province.keys.seal, house.dice.bytes, house.ledger.next_serial)

    def enrol(raw: bytes) -> bytes:
        return enrol_device(raw, house.clock.now(), enroller, province.store.register)

    shelf = house.shelf
    if not isinstance(shelf, BlobShelf):
        raise TypeError("uploads need a shelf that knows its tokens")
    cabinet = Cabinet(
        PROVINCE_NAME,
        province.store.register,
        province.store.archive,
        Argon2Passwords(),
        province.blobs,
        house.versions,
        house.form,
        partial(decide_dossier, house=house, open_archive=province.store.archive),
        partial(requeue_event, house=house),
        partial(close_aside, house=house),
        house.clock.now,
        lambda scope: house.rules(scope).calendar,
        house.dice.bytes,
    )
    app.include_router(SyncRoute(house, writer, load, note).router())
    app.include_router(enrol_router(enrol))
    app.include_router(snapshot_router(province.store, partial(_scope_of_token, shelf)))
    files = [Depends(file_place(load))]
    app.include_router(Tus(province.uploads, shelf, house.clock.now, MAX_UPLOAD).router(), dependencies=files)
    app.include_router(Download(province.blobs, shelf).router(), dependencies=files)
    app.include_router(OfficersPages(cabinet).router())
    app.include_router(health_router())
    describe(app)
    app.add_exception_handler(Offline, _busy)
    app.add_exception_handler(Corrupt, _busy)
    app.add_exception_handler(OSError, _busy)
    app.add_middleware(Noted, note=note, monotonic=house.clock.monotonic)
    return app


def _scope_of_token(shelf: BlobShelf, token: str) -> str | None:
    bearer = shelf.bearer(token)
    return bearer.scope if bearer else None


def _told(home: Home) -> str:
    """Where `init` was told to keep attachments; a home of before that knew only its own folder."""
    return home.blobs_url.read_text("utf-8").strip() if home.blobs_url.is_file() else ""


def _admitted(store: Store, scope: str, dev: bytes) -> bool:
    """Tell whether a device may still bring files."""
    with store.begin(scope) as tx:
        device = tx.device(dev, _ANY_EPOCH)
    return device is not None and not device.revoked


async def _busy(_request: Request, error: Exception) -> PlainTextResponse:
    """The store could not be asked now: say so, in words; W1's answer to a device is `routes.sync`'s."""
    words = f"{error.sentence} {error.remedy}" if isinstance(error, RoadError) else SILENT_STORAGE
    return PlainTextResponse(words, 503, headers={"Retry-After": "5"})
