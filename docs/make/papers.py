"""Draws the pictures of all papers: `python -m docs.make.papers`.

Nobody real is on them; they are looked at before they are committed.
"""

import subprocess
from pathlib import Path

from forms.papers.pdf import draw
from tests.support.papers import all_papers

PLACE = Path(__file__).parents[1] / "papers"
DPI = 80


def main() -> None:
    """Draw each page of each paper as a picture."""
    PLACE.mkdir(exist_ok=True)
    for old in PLACE.glob("*.png"):
        old.unlink()
    for name, paper in all_papers().items():
        words = ["pdftoppm", "-r", str(DPI), "-png", "-gray", "-", str(PLACE / name)]
        subprocess.run(words, input=draw(paper, title=paper.name), check=True)


if __name__ == "__main__":
    main()
