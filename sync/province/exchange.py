"""What the verbs of one exchange share: the province's house, who asks, what was taken. Values only."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.catalogue.read import shipped_versions
from sync.core.signing import Address, Verify, key_id, verify
from sync.province.due_date import shipped_rules
from sync.province.form_editions import shipped_edition
from sync.province.load import Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forms.catalogue.office_rules import OfficeRules
    from forms.catalogue.versions import Versions
    from forms.xforms.definition import FormDefinition
    from sync.core.certificate import Certificate
    from sync.core.codec import Codec
    from sync.core.messages import EarlyVerdict, Head
    from sync.core.ports import Clock, Dice
    from sync.core.signing import Signer
    from sync.province.ports import Ledger, Shelf, Store, Transaction


@dataclass(frozen=True, slots=True)
class House:
    """What the province works with.

    Attributes:
        store: log and feeds.
        ledger: official codes.
        signer: the province's signing key.
        clock: its clock.
        dice: its dice.
        codec: its compressor.
        shelf: what it says of offered files.
        enlist: lists a device whose certificate bears our signature: one that a restored store forgot.
        check: how signatures are checked.
        wish: what answers ask for while the province is busy (N6).
        rules: what a commune's due dates are counted by; asked before a transaction begins.
        versions: the procedures known here, shipped and published; asked likewise.
        form: an e-form by id and edition, shipped or published; None for one that is not known here.
    """

    store: Store
    ledger: Ledger
    signer: Signer
    clock: Clock
    dice: Dice
    codec: Codec
    shelf: Shelf
    enlist: Callable[[Certificate], None]
    check: Verify = verify
    wish: Callable[[], Wish] = Wish
    rules: Callable[[str], OfficeRules] = shipped_rules
    versions: Callable[[], Versions] = shipped_versions
    form: Callable[[str, str], FormDefinition | None] = shipped_edition

    @property
    def key(self) -> bytes:
        """The province's key id: the `to` of every frame going up."""
        return key_id(self.signer.public)

    @contextmanager
    def writing(self, scope: str) -> Iterator[Transaction]:
        """Begin a transaction over a commune; what its feed holds is witnessed before anybody is told.

        A frame alone tells nobody: the answer after it witnesses for all.

        Args:
            scope: the commune's scope.
        """
        with self.store.begin(scope) as tx:
            yield tx
            head = tx.feed_head()  # the last lock taken (G1)
        self.ledger.witness(head)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose HEAD holds.

    Attributes:
        head: the HEAD.
        scope: the device's scope, from its certificate.
        sign: the device's public key.
    """

    head: Head
    scope: str
    sign: bytes

    @property
    def reply_to(self) -> Address:
        """The address of frames going down: the asking device, its epoch, its key id."""
        return Address(self.head.address.dev, self.head.address.epoch, key_id(self.sign))


@dataclass(frozen=True, slots=True)
class Turned:
    """A request that is turned away.

    Attributes:
        refusal: a signed REFUSE frame, or empty: then nothing well-formed may be answered.
        why: technical reason for the log.
    """

    refusal: bytes
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one EVENTS frame, after its commit.

    Attributes:
        verdicts: those that are not `ok`.
        fork: it contradicts what is stored.
        resend: it could not be opened, or an event's id not be read.
        accepted: how many new events it held.
    """

    verdicts: tuple[EarlyVerdict, ...] = ()
    fork: bool = False
    resend: bool = False
    accepted: int = 0
