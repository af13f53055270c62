"""Trains the dictionary of the frames, from invented mornings and nothing else.

    python -m docs.make.dictionary        # writes sync/core/dictionary-1.zdict

A dictionary ships to every desk, so it must not remember anybody: whatever looks like a number or a hash is
blanked after training. The same program gives the same bytes; once a release has shipped them, a change is
dictionary 2, because frames packed with 1 were sent.
"""

import re
from pathlib import Path
from typing import Final

import zstandard

from docs.make.mornings import bodies
from sync.core.cutting import cut_out

TARGET: Final = Path(__file__).parents[2] / "sync" / "core" / "dictionary-1.zdict"
DICT_ID: Final = 1
SIZE: Final = 80 << 10
ROUNDS: Final = 900
SEED: Final = "motcua/dictionary/1"
_SEGMENT, _WORD = 1024, 8
_NUMBERS: Final = re.compile(rb"[0-9]{6,}|(?:[0-9a-f]{4,}-?){2,}")


def train(rounds: int = ROUNDS, size: int = SIZE) -> bytes:
    """Train the dictionary.

    Args:
        rounds: of invented mornings.
        size: the most bytes.

    Returns:
        Its content: the tables of zstd, then text without numbers.
    """
    trained = zstandard.train_dictionary(
        size,
        [cut_out(body)[0] for body in bodies(SEED, rounds)],
        k=_SEGMENT,
        d=_WORD,
        dict_id=DICT_ID,
        level=19,
    ).as_bytes()
    return _NUMBERS.sub(lambda found: re.sub(rb"[0-9a-f]", b"0", found[0]), trained)


def main() -> None:
    """Train and write."""
    TARGET.write_bytes(train())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
