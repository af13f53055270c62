"""What a hostile or broken sender makes of good bytes: bits, lengths, JSON of another shape. For strategies only."""

import json
import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SCALE = int(os.environ.get("MOTCUA_FUZZ", "0"))
"""Examples a test; 0 leaves the short run of `make test`."""


def fuzzing(usual: int) -> settings:
    """Return settings that draw the same examples each time, and say how to have more.

    Args:
        usual: examples in `make test`; a longer run draws others.
    """
    return settings(
        max_examples=SCALE or usual,
        deadline=None,
        derandomize=not SCALE,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.just("\ud800"), st.builds(list), st.builds(dict),
    st.integers(0, 9).map(lambda n: 10**n), st.just("0" * 32), st.just("A" * 32), st.lists(st.integers(), max_size=3),
)  # fmt: skip


@st.composite
def changed_json(draw, raws):
    """Some members of a good object replaced, removed, renamed or doubled."""
    value = json.loads(draw(st.sampled_from(raws)))
    for _ in range(draw(st.integers(1, 3))):
        inside, key = draw(st.sampled_from(list(_places(value)))), None
        if isinstance(inside, dict):
            key = draw(st.sampled_from([*inside, "neu"]))
        elif inside:
            key = draw(st.integers(0, len(inside) - 1))
        if key is None:
            continue
        if draw(st.booleans()) or key not in (inside if isinstance(inside, dict) else range(len(inside))):
            if isinstance(inside, dict):
                inside[key] = draw(ODD)
            else:
                inside[key] = draw(ODD)
        else:
            del inside[key]
    return json.dumps(value).encode("utf-8", "surrogatepass")


@st.composite
def changed_bytes(draw, raws):
    """Good bytes with some flipped, cut out, doubled or put in."""
    raw = bytearray(draw(st.sampled_from(raws)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        how = draw(st.integers(0, 3))
        if how == 0 and at < len(raw):
            raw[at] ^= 1 << draw(st.integers(0, 7))
        elif how == 1:
            del raw[at : at + draw(st.integers(1, 20))]
        elif how == 2:
            raw[at:at] = raw[at : at + draw(st.integers(1, 40))]
        else:
            raw[at:at] = draw(st.binary(max_size=8))
    return bytes(raw)


def _places(value):
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _places(inner)
