"""JSON Pointers, RFC 6901."""

from __future__ import annotations

import pytest

from forms.dossier.pointer import get_path, set_path, steps
from forms.errors import RuleError

DOC = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7, "deep": {"er": None}}


@pytest.mark.parametrize(
    ("path", "value"),
    [("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/m~0n", 8), ("/ ", 7), ("/foo/2", None), ("/x/y", None), ("/foo/bar", None)],
)
def test_examples_of_the_rfc(path, value):
    assert get_path(DOC, path) == value


@pytest.mark.parametrize("path", ["", "foo", "/a~", "/a~2b"])
def test_what_is_not_a_pointer_is_refused(path):
    with pytest.raises(RuleError):
        steps(path)


def test_writing_makes_the_way_and_null_removes():
    doc = {}
    set_path(doc, "/a/b/c", 1)
    assert doc == {"a": {"b": {"c": 1}}}
    set_path(doc, "/a/b/c", None)
    set_path(doc, "/x/y", None)
    assert doc == {"a": {"b": {}}}


def test_lists_keep_their_places():
    doc = {"list": [1, {"a": 2}]}
    set_path(doc, "/list/1/a", 3)
    set_path(doc, "/list/2", 4)
    set_path(doc, "/list/-", 5)
    set_path(doc, "/list/0", None)
    assert doc == {"list": [None, {"a": 3}, 4, 5]}
    for path in ("/list/9", "/list/x", "/list/9/a", "/list/0/a/b"):
        with pytest.raises(RuleError):
            set_path(doc, path, 1)
