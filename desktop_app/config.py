"""`office.toml` in the office's folder → frozen Settings. Holds no secret and nothing of a citizen.

What the province certified (commune, tag, keys) is in the store; here are only the choices of the house.
"""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from desktop_app.errors import BAD_SETTINGS, DeskError

FILE: Final = "office.toml"
_FORM_SETS: Final = ("2025", "2018")


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one desk.

    Attributes:
        office: Name printed on the papers.
        commune: Five-digit code of the commune, as given at the creation; the certificate's wins.
        address: Of the office.
        phone: Of the office.
        province_url: Where the province's system is; empty before the enrolment.
        province_ca: File with the province's CA, relative to the folder; empty before the enrolment.
        language: `vi` or `en`, of the screens.
        form_set: `2025` (TT 03/2025) or `2018` (TT 01/2018), of the papers.
        signer_file: PKCS#12 file that signs papers; empty: a token. Its passphrase is kept nowhere.
        signer_library: PKCS#11 library of the token's maker; empty: a file.
        signer_token: Label of the token; empty: the one that is plugged in.
        signer_certificate: Label of the certificate on it; empty: the only one with a key.
    """

    office: str = "Trung tâm Phục vụ hành chính công"
    commune: str = ""
    address: str = ""
    phone: str = ""
    province_url: str = ""
    province_ca: str = ""
    language: str = "vi"
    form_set: str = "2025"
    signer_file: str = ""
    signer_library: str = ""
    signer_token: str = ""
    signer_certificate: str = ""


def read_settings(home: Path) -> Settings:
    """Read the settings; a missing file means the usual ones.

    Raises:
        DeskError: BAD_SETTINGS, naming the line or the word.
    """
    try:
        found = tomllib.loads((home / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DeskError(BAD_SETTINGS, place=type(error).__name__) from None
    known = {field.name for field in fields(Settings)}
    for name, value in found.items():
        if name not in known or not isinstance(value, str):
            raise DeskError(BAD_SETTINGS, place=name)
    settings = Settings(**found)
    if settings.form_set not in _FORM_SETS:
        raise DeskError(BAD_SETTINGS, place="form_set")
    return settings


def write_settings(home: Path, settings: Settings) -> None:
    """Replace the file in one step; tomllib only reads, and texts are all we have to spell."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [f"{field.name} = {_quoted(getattr(settings, field.name))}" for field in fields(Settings)]
    beside = home / (FILE + ".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(home / FILE)


def _quoted(text: str) -> str:
    """Spell a TOML basic string (TOML 1.0, section String)."""
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    spelt = "".join(
        named.get(letter) or (letter if letter.isprintable() else f"\\U{ord(letter):08X}") for letter in text
    )
    return f'"{spelt}"'
