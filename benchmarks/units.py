"""Typing a commune over as many units as the country has, and reading a typed address.

The base looks for the folded text in the folded names and nothing else. The units are those of
`../shared/data/admin_units.json` where it lies beside the repository, else as many invented ones.
"""

import random

from benchmarks.corpus import BESIDE
from benchmarks.measure import Row, interleaved, percentile, spread, tell
from forms.catalogue.addresses import parse_address
from forms.catalogue.communes import Commune, Province, Units
from forms.catalogue.units import shipped
from forms.catalogue.units_dataset import read_dataset
from forms.text.fold import fold

COUNT = 3_321
TARGET_MS = 30
TYPED = ("h", "ho", "hoa", "hoa p", "hoa phu", "tan lap dak lak", "xa ea", "khong co")
OLD_PAPER = "Tổ 4, xã Krông Búk, huyện Krông Pắc, tỉnh Đắk Lắk"


def country() -> tuple[Units, str]:
    """The units, and where they came from."""
    file = BESIDE.parents[1] / "data" / "admin_units.json"
    if file.exists():
        return read_dataset(file.read_bytes()), "the country's"
    dice, ours = random.Random(14), list(shipped().communes.values())
    names = [f"{dice.choice(ours).name} {dice.choice(ours).name}" for _ in range(COUNT - len(ours))]
    made = [Commune(f"{30_000 + n}", name, "xã", "Thử") for n, name in enumerate(names)]
    provinces = [*shipped().provinces.values(), Province("99", "Thử", "tỉnh")]
    return Units(provinces, [*ours, *made], shipped().former), "invented"


def rows(runs: int) -> list[Row]:
    """Measure each beginning, then an address."""
    units, whose = country()
    names = [fold(unit.name) for unit in units.communes.values()]
    taken: list[float] = []
    base: list[float] = []
    for typed in TYPED:
        ours, theirs = interleaved(
            lambda typed=typed: units.find(typed, home="Đắk Lắk"),
            lambda typed=typed: [name for name in names if typed in name],
            runs=runs,
        )
        taken += ours
        base += theirs
    reading, folding = interleaved(
        lambda: parse_address(OLD_PAPER, units), lambda: [fold(OLD_PAPER) for _ in range(10)], runs=runs
    )
    sizes = f"{len(names):,} units ({whose}); {len(TYPED)} beginnings"
    typing = Row(
        what="a commune while typing, p95",
        ours=percentile(taken, 0.95),
        base=percentile(base, 0.95),
        base_name="text in folded names",
        unit="ms",
        note=f"{sizes}; min/median/max {spread(taken)}; {runs} runs",
        goal="type-ahead over 3,321 units",
        target=TARGET_MS,
    )
    address = Row(
        what="reading an address of an old paper, p95",
        ours=percentile(reading, 0.95),
        base=percentile(folding, 0.95),
        base_name="folding it ten times",
        unit="ms",
        note=f"min/median/max {spread(reading)}; {runs} runs",
    )
    return [typing, address]


if __name__ == "__main__":
    tell(rows, runs=30)
