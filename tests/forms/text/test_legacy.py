"""Old encodings: found, offered, and never where there is none."""

from __future__ import annotations

import codecs
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import units
from forms.text.legacy import Encoding, convert, decode, detect
from forms.text.syllable import is_syllable
from tests.support.invented_names import invented
from tests.support.shared import shared

SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
CAPITALS = SMALL.upper()
# Row by row as the fonts show them; typed apart from the tables of the program.
VNI_SMALL = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä "
    "ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î"
)
TEXT = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc. Ủy ban nhân dân xã xác nhận: công dân Nguyễn Thị Thử Nghiệm, "
    "sinh ngày 01 tháng 5 năm 1990, thường trú tại thôn 3, đã nộp đủ giấy tờ để đăng ký khai sinh cho con; trẻ khỏe mạnh."
)
FOREIGN = [
    "The café's naïve façade: a résumé of the jalapeño soufflé, 5 µm © 2026 ® ½ £5 § 3 «quoted» 10 °C ±2 ²³¹ ×4 ÷2",
    "Où est-il allé hier soir ? Déjà l'été, très élevé, à la bibliothèque ; «ça ira», dit Noël à Zoé, même s'il a haï cet août.",
    "Für schöne Grüße aus Köln und München: Straße, Mädchen, größer, Übung, fünf, Öl, hören, möchte, weiß.",
    "El niño está aquí mañana, señor; también el año pasado, ¿qué más?, ¡sí!, la 1ª y el 2º.",
    "Þetta er íslenska með ð og þ: það, við, þú, góðan daginn, æði, sjö, níu.",
    "O coração não são as ações, mãe: amanhã é o pão.",
    "Smørrebrød på en ø i åen, blåbær og kød; ærligt talt.",
    "Plain English with nothing to mend at all.",
]


def vni(text):
    """A text in VNI, from the rows above."""
    table = dict(zip(SMALL, VNI_SMALL.split(), strict=True)) | {a: b.upper() for a, b in zip(CAPITALS, VNI_SMALL.split(), strict=True)}
    return "".join(table.get(letter, letter) for letter in text)


def by_iconv(text, charset):
    """A text in TCVN or VISCII, by the C library's tables, shown as Windows-1252 shows it."""
    if not shutil.which("iconv"):
        pytest.skip("iconv judges TCVN and VISCII here; it is not installed")
    raw = subprocess.run(["iconv", "-f", "UTF-8", "-t", charset], input=text.encode(), capture_output=True, check=True).stdout
    return decode(raw).text


def test_every_vietnamese_letter_is_known_in_both_cases():
    assert len(SMALL) == 67
    assert convert(vni(SMALL), Encoding.VNI) == SMALL
    assert convert(vni(CAPITALS), Encoding.VNI) == CAPITALS
    assert convert(by_iconv(f"{SMALL}{CAPITALS}", "VISCII"), Encoding.VISCII) == f"{SMALL}{CAPITALS}"
    assert convert(by_iconv(f"{SMALL} ĂÂĐÊÔƠƯ", "TCVN"), Encoding.TCVN3) == f"{SMALL} ĂÂĐÊÔƠƯ"


def test_capitals_of_tcvn3_come_from_their_word():
    title = by_iconv("ủy ban nhân dân", "TCVN")
    shouted = "".join(letter.upper() if letter.isascii() else letter for letter in title)
    assert convert(f"{shouted} {title}", Encoding.TCVN3) == "ỦY BAN NHÂN DÂN ủy ban nhân dân"
    assert convert("NGUYÔN THÞ Hµ\nHµ", Encoding.TCVN3) == "NGUYỄN THỊ HÀ\nHà"


@pytest.mark.parametrize(
    ("shown", "encoding", "text"),
    [
        ("NguyÔn ThÞ Thö NghiÖm", Encoding.TCVN3, "Nguyễn Thị Thử Nghiệm"), ("Nguyeãn Thò Thöû Nghieäm", Encoding.VNI, "Nguyễn Thị Thử Nghiệm"),
        ("C\xad M'gar, §¾k L¾k", Encoding.TCVN3, "Cư M'gar, Đắk Lắk"), ("NGUYEÃN THÒ THÖÛ NGHIEÄM", Encoding.VNI, "NGUYỄN THỊ THỬ NGHIỆM"),
        ("B¶o Th¾ng", Encoding.TCVN3, "Bảo Thắng"), ("Th¾ng", Encoding.TCVN3, "Thắng"), ("Y Wang Niª, bu«n K\xad, x· Cu«r §¨ng", Encoding.TCVN3, "Y Wang Niê, buôn Kư, xã Cuôr Đăng"),
    ],
)  # fmt: skip
def test_a_text_as_people_see_it_is_recognised(shown, encoding, text):
    offer = detect(shown)
    assert (offer.encoding, offer.converted) == (encoding, text)
    assert 0.5 < offer.confidence <= 1
    assert all(before in shown for before, _ in offer.examples)


@pytest.mark.parametrize("encoding", Encoding)
def test_a_page_is_recognised_and_comes_back_whole(encoding):
    text = TEXT if encoding is not Encoding.TCVN3 else TEXT.replace("Ủy", "ủy").replace("Độc", "độc")
    offer = detect(shown_in(text, encoding))
    assert (offer.encoding, offer.converted) == (encoding, text)
    assert offer.confidence > 0.9


def shown_in(text, encoding):
    if encoding is Encoding.VNI:
        return vni(text)
    if encoding is Encoding.CP1258:
        return decode(windows_1258(text)).text
    return by_iconv(text, {Encoding.TCVN3: "TCVN", Encoding.VISCII: "VISCII"}[encoding])


def windows_1258(text):
    """A text as Windows wrote it: letters with their shapes, tones behind them."""
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        shape = unicodedata.normalize("NFD", letter)
        toned = [mark for mark in shape[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in shape if mark not in toned))
        kept.append(base + "".join(toned))
    return codecs.encode("".join(kept), "cp1258")


@pytest.mark.parametrize("encoding", [Encoding.VNI, Encoding.VISCII, Encoding.TCVN3])
def test_the_names_of_the_province_are_recognised_as_a_list(encoding):
    names = [commune.name for commune in units.shipped().communes.values() if "Á" not in commune.name]  # no such capital in TCVN3
    text = "\n".join(names).replace("’", "'")
    offer = detect(shown_in(text, encoding))
    assert (offer.encoding, offer.converted) == (encoding, text)


def test_no_name_of_the_country_is_taken_for_an_old_encoding():
    names = [unit[key] for province in shared("admin_units.json")["provinces"] for unit in province["communes"] for key in ("name", "full_name")]
    assert len(names) == 2 * 3321
    assert [name for name in names if detect(name)] == []
    assert detect("\n".join(names)) is None


def test_no_invented_person_is_taken_for_an_old_encoding():
    names = invented(5000, seed=5)
    assert [name for name in names if detect(name)] == []
    latin_only = [name for name in names if all(ord(letter) < 256 for letter in name)]
    assert len(latin_only) > 300
    assert detect("\n".join(latin_only)) is None


@pytest.mark.parametrize("text", [*FOREIGN, " ".join(FOREIGN), TEXT, unicodedata.normalize("NFD", TEXT), "", "Hà", "Bình", "Cã", "½", "ñu"])
def test_ordinary_text_is_left_alone(text):
    assert detect(text) is None


@pytest.mark.parametrize("sentence", FOREIGN)
def test_no_single_word_of_another_language_is_taken_for_an_old_encoding(sentence):
    assert [word for word in sentence.split() if detect(word)] == []


def test_bytes_are_read_as_what_they_are_and_converted_never():
    legacy = "Nguyeãn Vaên Baûo"
    read = decode(legacy.encode("cp1252"))
    assert (read.text, read.encoding, read.offer.encoding) == (legacy, "windows-1252", Encoding.VNI)
    assert decode("\ufeffĐắk Lắk".encode()) == ("Đắk Lắk", "utf-8", None)
    assert decode("Đắk Lắk".encode("utf-16")) == ("Đắk Lắk", "utf-16", None)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(raw):
    read = decode(raw)
    assert read.offer is None or 0 <= read.offer.confidence <= 1


@given(st.text(max_size=100))
def test_any_text_is_judged_without_failing(text):
    offer = detect(text)
    assert offer is None or offer.converted != text


@pytest.mark.parametrize("word", ["Nguyễn", "nghiêng", "quý", "giặt", "huỳnh", "Khuyết", "thuở", "ươm", "yêu", "ngoéo", "quốc", "oằn", "gì", "Ủy"])
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["cafộ", "trốs", "schưn", "ngx", "bcd", "a1", "", "ắắ", "Noởl", "w"])
def test_what_is_no_syllable_is_none(word):
    assert not is_syllable(word)
