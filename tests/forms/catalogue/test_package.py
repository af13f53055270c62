"""The wrapping of packages: two spellings, one meaning, and nothing hostile gets in."""

from __future__ import annotations

import hashlib
import tracemalloc
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from forms.canonical import canonical
from forms.catalogue.faults import NOT_A_PACKAGE, PACKAGE_MALFORMED, PACKAGE_TOO_BIG, UNKNOWN_KIND
from forms.catalogue.kinds import checked, differences
from forms.catalogue.package import BYTES_MAX, CONTENT, Head, PackageKind, pack_json, pack_parts, read_package
from forms.errors import RuleError

HEAD = Head(PackageKind.FORM, "3", date(2027, 3, 1), "1.001193", "Quyết định thử")
DAYS = Head(PackageKind.DAYS_OFF, "2027.1", date(2027, 1, 1))
A_DAY = {"day": "2027-02-04", "kind": "off", "name": "Nghỉ thử", "source": "không"}


def zipped(**parts: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, raw in parts.items():
            files.writestr(name, raw)
    return packed.getvalue()


def refused(raw: bytes):
    with pytest.raises(RuleError) as caught:
        checked(raw)
    return caught.value.fault


def test_a_json_package_gives_head_content_and_the_digest_of_its_bytes():
    raw = pack_json(DAYS, {"days": [A_DAY]})
    package = checked(raw)
    assert package.head == DAYS
    assert package.content() == {"days": [A_DAY]}
    assert package.digest == hashlib.sha256(raw).digest()
    assert differences(package, ()) is not None


def test_a_zip_package_gives_its_files_and_the_same_bytes_each_time():
    parts = {"form.xml": b"<x/>", "units.csv": "mã,tên\n".encode()}
    package = read_package(pack_parts(HEAD, parts))
    assert (package.head, dict(package.parts)) == (HEAD, parts)
    assert pack_parts(HEAD, dict(reversed(parts.items()))) == package.raw


def test_a_part_that_could_be_a_path_is_refused():
    for name in ("../x", "a/b", "/etc/x", "C:\\x", ".hidden", "", "x" * 101):
        with pytest.raises(RuleError):
            pack_parts(HEAD, {name: b""})
    assert refused(zipped(**{"package.json": canonical(HEAD.spelt()), "../x": b""})) is PACKAGE_MALFORMED


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b"PK", b"PK\x03\x04" + b"x" * 50, zipped(), zipped(**{"package.json": b"[]"}), b'{"package":{},"content":1,"more":2}'],
    ids=("nothing", "empty", "list", "two_letters", "broken_zip", "empty_zip", "list_in_zip", "too_much"),  # a zip's bytes hold the time
)
def test_what_is_no_package_is_refused_with_a_sentence(raw):
    with pytest.raises(RuleError) as caught:
        checked(raw)
    assert caught.value.fault.sentence
    assert caught.value.fault.remedy


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "poem"}, UNKNOWN_KIND), ({"edition": ""}, PACKAGE_MALFORMED), ({"edition": "a b"}, PACKAGE_MALFORMED), ({"subject": "../x"}, PACKAGE_MALFORMED),
        ({"effective_from": "2027-02-30"}, PACKAGE_MALFORMED), ({"effective_from": 5}, PACKAGE_MALFORMED), ({"surprise": "x"}, PACKAGE_MALFORMED),
    ],
)  # fmt: skip
def test_a_mistake_in_the_head_is_named(changes, fault):
    assert refused(canonical({"package": {**DAYS.spelt(), **changes}, "content": {"days": []}})) is fault


def test_a_kind_whose_content_nobody_reads_is_refused():
    assert refused(pack_json(Head(PackageKind.SETTINGS, "1", date(2027, 1, 1)), {"x": 1})) in (UNKNOWN_KIND, PACKAGE_MALFORMED)


def test_content_that_cannot_be_used_refuses_the_whole_package():
    with pytest.raises(RuleError):
        checked(pack_json(DAYS, {"days": [A_DAY, {**A_DAY, "kind": "party"}]}))


def test_a_bomb_and_a_giant_are_refused_before_they_are_unpacked():
    bomb = zipped(**{"package.json": canonical(HEAD.spelt()), "form.xml": b" " * (30 << 20)})
    tracemalloc.start()
    assert refused(bomb) is PACKAGE_TOO_BIG
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
    assert refused(b" " * (BYTES_MAX + 1)) is PACKAGE_TOO_BIG


def test_a_zip_that_lies_about_a_size_is_refused():
    lying = bytearray(pack_parts(HEAD, {"a.xml": b"a" * 1000}))
    place = lying.rindex(b"a.xml") - 46 + 24  # the announced size in the central directory
    lying[place : place + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(lying)) is NOT_A_PACKAGE


def test_the_head_of_a_zip_and_of_a_json_say_the_same():
    assert read_package(pack_parts(HEAD, {})).head == read_package(pack_json(HEAD, {})).head
    assert set(read_package(pack_json(HEAD, {})).parts) == {CONTENT}
