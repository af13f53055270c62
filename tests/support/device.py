"""A device of a commune as the province meets it on the wire: real keys, real frames, no store and no window."""

import os
import time
from base64 import b64encode
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import requests
from nacl.public import PrivateKey

from forms.catalogue.read import shipped
from forms.dossier.calendar import VN
from forms.dossier.dossier import HandedPaper, Intake, receive
from forms.dossier.due_dates import due_at
from forms.dossier.people import Applicant
from sync.core.certificate import Certificate, EnrolRequest, read_signed
from sync.core.codec import Zstd
from sync.core.event import Event, compose
from sync.core.feed import Cursor, feed_start, follow
from sync.core.frames import FrameReader, FrameType, Seal, write_frame
from sync.core.ids import uuid7
from sync.core.messages import Answer, EventsHeader, FeedFrame, Head, Mark, Offer, ScopeMark, write_events
from sync.core.signing import Address, Ed25519Signer, key_id
from sync.core.stamp import SHORT, chain_next, chain_start
from sync.province.due_date import shipped_rules

CLERK = "01900000-0000-7000-8000-0000000000c1"
FRAMES = "application/vnd.motcua.frames"


@dataclass
class Reply:
    """What came back: the signed answer and the feed rows after it."""

    answer: Answer
    feeds: list[FeedFrame]


@dataclass
class WireDevice:
    """One enrolled device: its line of events and its cursor."""

    url: str
    ca: Path
    signer: Ed25519Signer
    certificate: Certificate
    events: list[Event] = field(default_factory=list)
    chains: list[bytes] = field(default_factory=list)
    req_n: int = 0
    cursor: Cursor | None = None

    @classmethod
    def enrol(cls, url: str, ca: Path, code: str) -> "WireDevice":
        """Enrol with a one-time code over HTTPS."""
        signer, epoch = Ed25519Signer(os.urandom(32)), os.urandom(8)
        request = EnrolRequest.make(code, signer, bytes(PrivateKey.generate().public_key), epoch)
        reply = requests.post(f"{url}/v1/enrol", data=request.to_bytes(), verify=str(ca), timeout=20)
        assert reply.status_code == 200, reply.status_code
        certificate = read_signed(reply.content, signer.public)
        device = cls(url, ca, signer, certificate)
        device.chains.append(chain_start(certificate.dev, certificate.epoch))
        device.cursor = feed_start(certificate.scope)
        return device

    @property
    def address(self) -> Address:
        """Device, epoch, province."""
        return Address(self.certificate.dev, self.certificate.epoch, key_id(self.certificate.province_sign))

    def book(self, record: UUID, kind: str, payload: dict, *, base: int = 0, actor: str = CLERK, after: UUID | None = None, eid: UUID | None = None) -> Event:
        """Write one event at the end of the line."""
        now = datetime.now(VN)  # noqa: TID251 - a test's own clock
        event = compose(
            eid=eid or uuid7(int(now.timestamp() * 1000), os.urandom(10)), record=record, kind=kind, base=base,
            after=after, payload=payload, actor=actor, at=now.isoformat(timespec="seconds"), salt=os.urandom(16),
        )
        self.events.append(event)
        self.chains.append(chain_next(self.chains[-1], event.eid, event.hash))
        return event

    def receive(self, name: str = "Nguyễn Thị Thử Nghiệm", procedure: str = "1.004873", *, content: dict | None = None, form: dict | None = None, **person: str) -> UUID:
        """Receive one dossier as a counter would."""
        now = datetime.now(VN)  # noqa: TID251
        record = uuid7(int(now.timestamp() * 1000), os.urandom(10))
        catalogue = shipped()
        chosen = catalogue.get(procedure)
        number = f"T-{self.certificate.commune}-{self.certificate.tag}-{len(self.events):05d}-0000"
        facts = {"citizen_id": "066190000001", "phone": "0900000001", "address": "Buôn Thử", **person}
        intake = Intake(
            procedure=chosen, edition=catalogue.edition, number=number, office=self.certificate.commune,
            received_at=now, received_by=CLERK, promised_due_at=due_at(chosen.time_limit, now, shipped_rules().calendar),
            applicant=Applicant(full_name=name, **facts), content=content or {}, form=form,
            papers=tuple(HandedPaper(p.name, p.originals, p.copies, handed_in=True) for p in chosen.required_papers()),
        )
        for kind, payload in receive(intake):
            self.book(record, kind, payload)
        return record

    def head(self, *, offers: tuple[Offer, ...] = (), req_n: int | None = None) -> bytes:
        """Encode the first frame of a request."""
        if req_n is None:
            self.req_n += 1
            req_n = self.req_n
        head = Head(
            address=self.address, ack=Mark(0, self.chains[0][:SHORT]), last=len(self.events),
            feeds=(ScopeMark(self.cursor.scope, self.cursor.seq, self.cursor.h[:SHORT]),),
            nonce=os.urandom(16), req_n=req_n, blobs=offers,
        )
        return write_frame(FrameType.HEAD, head.to_bytes(), seal=Seal(self.signer, self.address))

    def frame(self, first: int, last: int) -> bytes:
        """Encode the events numbered `first` to `last`."""
        header = EventsHeader(first, self.chains[first - 1][:SHORT], last - first + 1)
        body = write_events(header, [event.raw for event in self.events[first - 1 : last]])
        return write_frame(FrameType.EVENTS, body, seal=Seal(self.signer, self.address), codec=Zstd(1))

    def frames(self, size: int = 16) -> list[bytes]:
        """Encode the whole line."""
        return [self.frame(at, min(at + size - 1, len(self.events))) for at in range(1, len(self.events) + 1, size)]

    def post(self, data: object) -> requests.Response:
        """Send one request."""
        return requests.post(
            f"{self.url}/v1/sync", data=data, verify=str(self.ca), timeout=30, headers={"Content-Type": FRAMES}
        )

    def exchange(self, *, offers: tuple[Offer, ...] = (), push: bool = True, req_n: int | None = None) -> Reply:
        """Push the whole line, check the answer's signatures, follow the feed; wait when asked to, as a desk does."""
        parts = [self.head(offers=offers, req_n=req_n), *(self.frames() if push else ())]
        while (response := self.post(b"".join(parts))).status_code == requests.codes.too_many:
            time.sleep(int(response.headers["Retry-After"]))
        return self.read(response)

    def read(self, response: requests.Response) -> Reply:
        """Check and read a reply; the cursor moves only along a chain that holds."""
        assert response.status_code == 200, response.status_code
        back = Address(self.certificate.dev, self.certificate.epoch, key_id(self.signer.public))
        frames = FrameReader().feed(response.content)
        assert all(frame.holds(self.certificate.province_sign, back) for frame in frames)
        answer = Answer.read(frames[0].plain(Zstd()))
        feeds = [FeedFrame.read(frame.plain(Zstd())) for frame in frames[1:]]
        own = {event.eid: event.hash for event in self.events}
        for feed in feeds:
            self.cursor = follow(self.cursor, feed.rows, own.get).end
        return Reply(answer, feeds)


def offer_of(content: bytes) -> Offer:
    """Offer a file of this content."""
    return Offer(sha256(content).digest()[:SHORT], len(content))


def tus_headers(content: bytes, token: str) -> dict[str, str]:
    """Return the headers of a creation."""
    named = b64encode(sha256(content).hexdigest().encode()).decode()
    return {
        "Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": f"sha256 {named}",
        "Blob-Token": token,
    }


def facts_of(certificate: Certificate) -> dict:
    """Return a certificate's members, for tests that change one."""
    return asdict(certificate)
