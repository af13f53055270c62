"""Invented people by seed: Vietnamese and Ê Đê names drawn from lists of words; none is meant to be anybody."""

from __future__ import annotations

import random

_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Ông Ưng Âu Tạ Quách"
_MIDDLE = "Thị Văn Đức Hữu Ngọc Thanh Thuỳ Thùy Minh Quốc Xuân Hoà Hòa Kim Mỹ Bá Đình Công Gia Khánh"
_GIVEN = (
    "Dung Dùng Dủng Dũng Dúng Dụng Hòa Hoà Hoa Hỏa Hoá Thủy Thuỷ Thúy Thuý Quý Quỳ An Ân Ấn Ẩn Ẵn Ăn Yến Ý Tư Từ Tứ Tú Tụ Tủ "
    "Ê Én Khỏe Khoẻ Loan Oanh Uyên Ước Vương Xoan Đông Dông Đào Dao Nghĩa Nhung Phượng Phương Phường Giang Ơn Ôn On Ngân Bảo Bào"
)
_EDE_GIVEN = "Wang Hen Lan Bhiô Čil Djŭ Ƀlŏ Knŭl Ngŏk Ƀhiăp Siŭ Thŭ Nuôl Krê̆ Brô̆ Kơ̆ Tư̆ Ñơn Mĭ Kĕ"
_CLANS = "Niê Mlô Êban Byă Ayŭn Kbuôr Knul Êñuôl Ktla Ƀuôn Krông Hwing Kđoh"


def invented(count: int, seed: int) -> list[str]:
    """So many names; one in seven is Ê Đê, one in five has its apostrophe or its tones another way."""
    dice = random.Random(seed)
    return [_ede(dice) if dice.random() < 1 / 7 else _kinh(dice) for _ in range(count)]


def _kinh(dice: random.Random) -> str:
    middle = dice.choices(_MIDDLE.split(), k=dice.choice((0, 1, 1, 1, 2)))
    name = " ".join([dice.choice(_SURNAMES.split()), *middle, dice.choice(_GIVEN.split())])
    return name.upper() if dice.random() < 0.1 else name


def _ede(dice: random.Random) -> str:
    marker = dice.choice(("Y ", "Y ", "H’", "H'", "H’ "))
    return f"{marker}{dice.choice(_EDE_GIVEN.split())} {' '.join(dice.sample(_CLANS.split(), dice.choice((1, 1, 2))))}"
