"""One spelling of JSON; a strict reader."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical, digest, strict_json
from forms.errors import Faults, RuleError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8).map(lambda t: t.replace("\ud800", "")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđê", max_size=3), inner, max_size=3),
    max_leaves=12,
)


def test_the_spelling_is_fixed_for_ever():
    value = {"b": [1, None, True], "a": "Cư M’gar", "ă": {}}
    assert canonical(value) == '{"a":"Cư M’gar","b":[1,null,true],"ă":{}}'.encode()
    assert digest(value) == hashlib.sha256(canonical(value)).digest()


def test_composed_and_decomposed_text_have_one_spelling():
    assert canonical({"e\u0302": "e\u0302"}) == canonical({"ê": "ê"})


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, {1: "a"}, {"ê": 1, "e\u0302": 2}, b"x", {1, 2}])
def test_what_is_not_canonical_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


@given(JSON)
def test_what_is_spelled_is_read_back(value):
    once = canonical(value)
    assert canonical(strict_json(once)) == once


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"nonsense", b'{"a":1,"a":2}', b"NaN", b"Infinity", b"-Infinity", b"1.0", b"1e3", b'{"a":0.1}',
        b"12345678901234567890", b'"\xff"', b'"\\ud800"', b'["\\udfff"]', b"[1,]", b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_what_is_not_strict_json_is_refused(raw):
    with pytest.raises(RuleError) as caught:
        strict_json(raw)
    assert caught.value.fault is Faults.JSON_BROKEN.value


def test_a_tower_of_brackets_is_refused_before_it_is_read():
    with pytest.raises(RuleError) as caught:
        strict_json(b"[" * 100_000)
    assert caught.value.fault is Faults.JSON_TOO_DEEP.value
    assert strict_json(b"[" * 40 + b"]" * 40)
    with pytest.raises(RuleError):
        strict_json(b"[" * 41 + b"]" * 41)


def test_brackets_inside_texts_do_not_count_as_depth():
    value = {"a": '[{"' * 60 + "\\"}
    assert strict_json(json.dumps(value).encode()) == value


def test_too_many_bytes_are_refused():
    with pytest.raises(RuleError) as caught:
        strict_json(b'"' + b"a" * 100 + b'"', bytes_max=101)
    assert caught.value.fault is Faults.JSON_TOO_BIG.value


def test_an_error_never_quotes_the_input():
    with pytest.raises(RuleError) as caught:
        strict_json('{"a": Nguyễn Thị Thử Nghiệm}'.encode())
    assert "Nguy" not in str(caught.value)
    assert caught.value.__cause__ is None
