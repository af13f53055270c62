"""Retakes the pictures of the documents: the desk's from the demo, the officers' pages in Debian's Chromium.

`make pictures` runs it. Pictures are looked at before they are committed; nobody real is on them.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

from desktop_app.cli.demo.display import a_display
from docs.make.months_away import months_away
from docs.make.set_back import set_back
from docs.make.settling import settling
from tests.support.province import start_province

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
KEPT = {
    "mo-quay": "unlock",
    "khai-sinh-quet-the": "intake-card",
    "khai-sinh-to-khai": "intake-form",
    "khai-sinh-da-tiep-nhan": "received",
    "ban-sao-nhu-luc-dang-nhap": "draft-reopened",
    "danh-sach-chua-ro": "unknown",
    "danh-sach-co-ma-ho-so": "list",
    "tinh-yeu-cau-bo-sung": "supplement-asked",
    "dong-bo-xong": "line",
}
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1366,900",
]


def desk(folder: Path) -> None:
    """Play the demo; keep the pictures that the documents show, and the receipt."""
    subprocess.run([sys.executable, "-m", "desktop_app", "demo", "--out", str(folder)], cwd=ROOT, check=True)
    for picture in sorted(folder.glob("*.png")):
        name = KEPT.get(picture.stem.partition("-")[2])
        if name:
            shutil.copy(picture, PICTURES / f"{name}.png")
    receipt = next(iter(sorted(folder.glob("*.pdf"))))
    words = ["pdftoppm", "-r", "80", "-png", "-singlefile", str(receipt), str(PICTURES / "receipt")]
    subprocess.run(words, check=True)


def officers(folder: Path) -> None:
    """Let the commands' script make a province, then photograph its pages as an officer sees them."""
    bin_folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", str(ROOT / "docs" / "commands.sh"), str(folder)], env=environment, check=True)
    secret = (folder / "province.secret").read_text("utf-8").strip()
    province = start_province(folder / "province")
    try:
        visitor = requests.Session()
        visitor.verify, visitor.trust_env = str(province.ca_path), False
        page = visitor.get(f"{province.url}/officers/login")
        token = re.search(r'name="csrf" value="([^"]+)"', page.text)
        form = {"login": "canbo", "password": secret, "csrf": token.group(1) if token else ""}
        listed = visitor.post(f"{province.url}/officers/login", data=form)
        link = re.search(r'href="(/officers/dossiers/[^"]+)"', listed.text)
        css = visitor.get(f"{province.url}/officers/house.css").text
        shown = visitor.get(f"{province.url}{link.group(1)}") if link else listed
        photograph(listed.text, css, PICTURES / "officers-list.png")
        photograph(shown.text, css, PICTURES / "officers-dossier.png")
    finally:
        province.stop()


def photograph(html: str, css: str, picture: Path) -> None:
    """Draw a page without its server: the pages carry no scripts, so a file shows what the browser shows."""
    with tempfile.TemporaryDirectory() as place:
        page = Path(place) / "page.html"
        styled = re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{css}</style>", html)
        page.write_text(styled, "utf-8")
        words = [*CHROMIUM, f"--user-data-dir={place}/profile", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(["chromium", *words], check=True, capture_output=True, timeout=120)


def main() -> None:
    """Take every picture anew."""
    if not shutil.which("chromium"):
        sys.exit("Chromium is missing: apt-get install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="motcua-pictures-") as place:
        officers(Path(place) / "province")
        desk(Path(place) / "demo")
        settling(Path(place) / "settling", PICTURES)
        set_back(Path(place) / "set-back", PICTURES)
        months_away(Path(place) / "months-away", PICTURES)
    posed = [sys.executable, "-m", "docs.make.posed", str(PICTURES / "reconciling.png")]
    subprocess.run(posed, cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-m", "docs.make.deeds", str(PICTURES)], cwd=ROOT, check=True)
    with a_display(is_virtual=True) as display:
        programs = {"administering": PICTURES, "books": PICTURES, "preview": PICTURES / "form-preview.png"}
        for program, out in programs.items():
            taking = [sys.executable, "-m", f"docs.make.{program}", str(out)]
            subprocess.run(taking, cwd=ROOT, env={**os.environ, **display}, check=True)


if __name__ == "__main__":
    main()
