"""A folder and a bucket keep the same promises: whole or not at all, found by name, gone when dropped."""

import pytest

from tests.support.storages import objects, seaweed

__all__ = ["objects", "seaweed"]


def test_an_object_is_there_whole_when_put_returns(objects):
    objects.put("a/one", [b"to khai ", b"thu"])
    assert objects.stat("a/one")[:2] == ("a/one", 11)
    assert objects.get_range("a/one", 3, 8) == b"khai "
    objects.put("a/one", [b"moi"])
    assert objects.get_range("a/one", 0, 3) == b"moi"


def test_a_large_object_arrives_whole(objects):
    pieces = [bytes([n]) * (1 << 20) for n in range(12)]
    objects.put("a/large", iter(pieces))
    assert objects.stat("a/large").size == 12 << 20
    assert objects.get_range("a/large", (5 << 20) - 1, (5 << 20) + 1) == b"\x04\x05"


@pytest.mark.parametrize("megabytes", [1, 7])
def test_an_object_whose_sender_broke_off_is_not_there(objects, megabytes):
    def broken():
        yield b"x" * (megabytes << 20)
        raise OSError("the source broke off")

    with pytest.raises(OSError):
        objects.put("a/broken", broken())
    assert objects.stat("a/broken") is None
    assert objects.find("a") == []


def test_objects_are_found_by_the_beginning_of_their_names_in_order(objects):
    for name in ("p/ab/abc.2", "p/ab/abc.1", "p/ab/abd", "p/abc", "q/ab/abc.3"):
        objects.put(name, [b"x"])
    assert [found.name for found in objects.find("p/ab", "abc.")] == ["p/ab/abc.1", "p/ab/abc.2"]
    assert [found.name for found in objects.find("p", "ab/ab")] == ["p/ab/abc.1", "p/ab/abc.2", "p/ab/abd"]
    assert objects.find("p", "ab/abd") == []
    assert [found.name for found in objects.find("p")] == ["p/ab/abc.1", "p/ab/abc.2", "p/ab/abd", "p/abc"]
    assert objects.find("nowhere") == []


def test_what_is_not_there_is_said(objects):
    objects.put("a/one", [b"x"])
    objects.delete(["a/one", "a/never"])
    assert objects.stat("a/one") is None
    with pytest.raises(FileNotFoundError):
        objects.get_range("a/one", 0, 1)
