"""The classes of what two sides can disagree on (sync.md sections 10 and 16); words only, no detection."""

from enum import StrEnum


class Conflict(StrEnum):
    """C1–C11; C1 and C2 merge by themselves, the others stay listed until a person closes them."""

    DIFFERENT_FIELDS = "C1"
    SAME_VALUE = "C2"
    SAME_FIELD = "C3"
    NOT_OURS = "C4"
    ILLEGAL_MOVE = "C5"
    EDIT_AGAINST_VOID = "C6"
    NUMBER_COLLISION = "C7"
    PROBABLE_DUPLICATE = "C8"
    SCAN_MISSING = "C9"
    FORK = "C10"
    QUARANTINED = "C11"


class Finding(StrEnum):
    """What a reconciliation found (C10); each stays shown to an administrator until a person closes it."""

    FORKED = "forked"
    SET_BACK = "set_back"
    PROVINCE_RESTORED = "province_restored"
    DIFFERENT = "different"
    TOO_OLD = "too_old"
    TWIN = "twin"
