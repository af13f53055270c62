"""Typing the name of a procedure among 2,173, key by key, against a scan that folds nothing anew.

The names are put together from the shipped ones; a clerk types seven searches letter by letter. The base
looks whether each typed word stands anywhere in texts that were folded before: it ranks nothing.
"""

from dataclasses import replace
from itertools import cycle, islice

from benchmarks.measure import Row, interleaved, percentile, spread, tell, within
from forms.catalogue.catalogue import Catalogue
from forms.catalogue.read import shipped
from forms.text.fold import fold, fold_words

PROCEDURES = 2_173
TARGET_MS = 30
TYPED = (
    *("đăng ký khai sinh", "xac nhan tinh trang hon nhan", "chung thuc ban sao"),
    *("1.004", "d", "giay phep xay dung", "khong co thu tuc nay"),
)


def generated() -> Catalogue:
    """A list as long as a province's: the shipped procedures again and again, each time of another field."""
    known = shipped().procedures
    made = []
    for n, one in enumerate(islice(cycle(known), PROCEDURES)):
        turn = n // len(known)
        name = f"{one.name} (lĩnh vực {turn}, số {n})" if turn else one.name
        code, field = f"{1 + turn % 8}.{n:06d}", f"Lĩnh vực {turn}"
        made.append(replace(one, code=code, name=name, short_name=name, field=field))
    return Catalogue("bench", made)


def rows(runs: int) -> list[Row]:
    """Measure one key: the p95 over every prefix of every search."""
    catalogue = generated()
    catalogue.search("a")  # the first key makes the index
    plain = [fold(f"{one.short_name} {one.code} {one.name} {one.field}") for one in catalogue.procedures]
    keys = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
    ours, base = list[float](), list[float]()
    for key in keys:
        words = fold_words(key)
        mine, theirs = interleaved(
            lambda key=key: catalogue.search(key),
            lambda words=words: [text for text in plain if all(word in text for word in words)][:20],
            runs=max(1, runs // 10),
        )
        ours += mine
        base += theirs
    p95 = percentile(ours, 0.95)
    said = f"p95 {within(p95, TARGET_MS)}; {len(keys)} keys; min/median/max {spread(ours)}"
    what = f"type-ahead over {PROCEDURES:,} procedures, one key, p95"
    return [
        Row(what=what, ours=p95, base=percentile(base, 0.95), base_name="plain scan", unit="ms", note=said)
    ]


if __name__ == "__main__":
    tell(rows, runs=60)
