"""Invented receptions for measuring: the same seed gives the same dossier. Nobody named here exists."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from desktop_app.runtime.clock import SystemClock
from desktop_app.usecases.receive_dossier import ReceiveDossier

WITHOUT_FORM = "2.002516"
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Nông", "Vi", "H’", "Y")
_MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Đức", "Thu", "Bích", "Quốc", "Hồng", "Thanh")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khánh", "Lan", "Nga", "Phúc", "Sơn", "Tú", "Yến")
_HAMLET = ("Buôn Thử Một", "Buôn Thử Hai", "Thôn Mẫu Ba", "Thôn Mẫu Bốn", "Tổ dân phố Thử Năm")
_TITLES = ("Bằng tốt nghiệp", "Giấy khai sinh", "Học bạ", "Chứng chỉ", "Giấy chứng nhận")
_PEOPLES = ("kinh", "e_de", "m_nong")


def an_order(seed: int, procedure: str = "") -> ReceiveDossier:
    """Return one reception; without a procedure the three e-forms take turns."""
    dice = random.Random(f"motcua/bench/{seed}")
    procedure = procedure or tuple(_ANSWERS)[seed % len(_ANSWERS)]
    woman, year = dice.randrange(2), dice.randrange(1950, 2000)
    born = f"{dice.randrange(1, 29):02d}/{dice.randrange(1, 13):02d}/{year}"
    applicant = {
        "full_name": _name(dice),
        "citizen_id": f"066{woman}{year % 100:02d}{dice.randrange(1_000_000):06d}",
        "birth_date": born,
        "sex": "Nữ" if woman else "Nam",
        "address": _address(dice),
        "phone": f"0905{dice.randrange(1_000_000):06d}",
    }
    answers = _ANSWERS[procedure](dice) if procedure in _ANSWERS else {}
    return ReceiveDossier(procedure, applicant, answers, prefill=True)


def _name(dice: random.Random) -> str:
    words = (dice.choice(_FAMILY), dice.choice(_MIDDLE), dice.choice(_GIVEN), "Thử")
    return " ".join(words).replace("’ ", "’")


def _address(dice: random.Random) -> str:
    return f"{dice.choice(_HAMLET)}, xã Thử Nghiệm, tỉnh Đắk Lắk"


def _birth(dice: random.Random) -> dict[str, Any]:
    born = SystemClock().now().date() - timedelta(days=dice.randrange(1, 50))
    child = {
        "child_name": _name(dice),
        "child_birth_date": born.isoformat(),
        "child_sex": dice.choice(("male", "female")),
        "child_ethnicity": dice.choice(_PEOPLES),
        "child_birth_place": "Trạm Y tế xã Thử Nghiệm, tỉnh Đắk Lắk",
        "child_home_town": "xã Thử Nghiệm, tỉnh Đắk Lắk",
    }
    mother = {
        "mother_name": _name(dice),
        "mother_birth_year": dice.randrange(1975, 2004),
        "mother_ethnicity": dice.choice(_PEOPLES),
        "mother_residence": _address(dice),
    }
    return {
        "requester": {"requester_relation": dice.choice(("grandparent", "relative"))},
        "child": child,
        "mother": mother,
        "father": {"parents_married": "no", "father_known": "no"},
        "copies_wanted": {"copies": dice.randrange(4)},
    }


def _copies(dice: random.Random) -> dict[str, Any]:
    return {"documents": [_copy(dice) for _ in range(dice.randrange(1, 4))]}


def _copy(dice: random.Random) -> dict[str, Any]:
    title = f"{dice.choice(_TITLES)} thử"
    return {"title": title, "pages": dice.randrange(1, 9), "copies": dice.randrange(1, 6)}


def _single(dice: random.Random) -> dict[str, Any]:
    return {
        "person": {"ethnicity": dice.choice(_PEOPLES)},
        "marriage": {"status": "single"},
        "use": {"purpose": dice.choice(("property", "loan")), "copies": dice.randrange(1, 4)},
    }


_ANSWERS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "1.001193": _birth,
    "2.000815": _copies,
    "1.004873": _single,
}
