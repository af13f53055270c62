"""How letters look when a text in an old Vietnamese encoding is read as Windows-1252.

TCVN3 (fonts `.Vn…`, TCVN 5712:1993): one byte a letter; capitals with a tone come from capital fonts
(`.VnTimeH`) and have the bytes of the small letters. VNI Windows (fonts `VNI-…`): a letter, then a second one
for its marks. VISCII (RFC 1456): one byte a letter, some of them control characters.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TCVN3: Final = (
    "¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ \xadư ®đ µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ Ìè Îẻ Ïẽ "
    "Ðé Ñẹ Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ õừ öử "
    "÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ"
)
_VISCII_LOW: Final = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII: Final = (  # 0x80 to 0xFF
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX: Final = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE: Final = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE: Final = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _composed(letter: str, *marks: str) -> str:
    return unicodedata.normalize("NFC", letter + "".join(marks))


def _vni() -> dict[str, str]:
    """Return pairs and single letters → letter, in both cases."""
    table = dict(_VNI_ALONE)
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        table |= {base + mark: _composed(letter, tone) for mark, tone in _TONES.items()}
    for marks, shape, bases in ((_CIRCUMFLEX, "\u0302", "aeo"), (_BREVE, "\u0306", "a")):
        table |= {base + mark: _composed(base, shape, tone) for mark, tone in marks.items() for base in bases}
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in table.items()}
    return table | capitals | mixed


def _viscii() -> dict[str, str]:
    """Return what a reader of Windows-1252 or Latin-1 shows for each byte → letter."""
    table = {chr(byte): letter for byte, letter in _VISCII_LOW.items()}
    for byte, letter in enumerate(_VISCII, start=0x80):
        table[chr(byte)] = letter
        table[bytes([byte]).decode("cp1252", "ignore") or chr(byte)] = letter
    return table


TCVN3: Final[dict[str, str]] = {pair[0]: pair[1] for pair in _TCVN3.split(" ")}
VNI: Final[dict[str, str]] = _vni()
VISCII: Final[dict[str, str]] = _viscii()
