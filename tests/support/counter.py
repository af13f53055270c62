"""A counter spoken to by commands in this process, on a real store whose guesses are cheap."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.bootstrap import House
from desktop_app.cli.main import main
from desktop_app.storage.keys import FLOOR
from sync.core.certificate import sign_certificate
from tests.support.office import PROVINCE, a_certificate, cheap_guesses

PASSPHRASE = "mat khau thu nghiem"
COPY = {
    "applicant": {"full_name": "H’Mẫu Niê", "citizen_id": "066190000002", "birth_date": "1990", "sex": "Nữ"},
    "answers": {"documents": [{"title": "Bằng", "pages": 3, "copies": 2}]},
}


class Counter:
    """A house whose guesses are cheap, asked by commands in this process."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self.home, self._capsys = folder, folder / "desk", capsys
        self.house = House(cost=FLOOR)
        self.secret = self.write("secret", PASSPHRASE)

    def write(self, name, value) -> str:
        path = self.folder / name
        if isinstance(value, bytes):
            path.write_bytes(value)
        else:
            path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        return str(path)

    def __call__(self, *words, code=0, user="thu", secret=None):
        common = ("--home", str(self.home), "--json", "--as", user, "--passphrase-file", secret or self.secret)
        with cheap_guesses():
            ended = main((*words, *common), self.house)
        out = self._capsys.readouterr().out
        assert ended == code, out
        return json.loads(out)

    def found(self) -> None:
        self("init", "--commune", "24184", "--address", "Số 1 đường Thử Nghiệm", "--phone", "02620000001", user="quantri")
        for user, role in (("thu", "clerk"), ("lan", "commune_officer")):
            new = ("--role", role, "--new-passphrase-file", self.secret)
            self("staff", "add", "--user", user, "--name", f"Cán Bộ {user.title()}", *new, user="quantri")

    def enrol(self) -> None:
        """As `motcua enrol` would, from a province that answers at once."""
        with cheap_guesses():
            office = self.house.open_office(self.home, "quantri", bytearray(PASSPHRASE.encode()))
        signer = office._signer
        with office._work() as work:
            certificate = a_certificate(signer.public, work.device.seal_public())
            certificate = replace(certificate, issued_at=self.house.clock.now().isoformat())
            work.device.enrol(sign_certificate(certificate, PROVINCE))
            work.commit()
        office.close()

    def receive(self, given: dict[str, Any] = COPY, more: tuple[str, ...] = (), **how: Any) -> dict[str, Any]:
        """Receive a certified copy."""
        answers = self.write("a.json", given)
        return self("receive", "--procedure", "2.000815", "--answers", answers, *more, **how)

    def point_at(self, url: str, ca: bytes) -> None:
        """Keep this address and root certificate, as an enrolment would."""
        (self.home / "ca.pem").write_bytes(ca)
        path = self.home / "office.toml"
        kept = path.read_text("utf-8").replace('province_url = ""', f'province_url = "{url}"')
        path.write_text(kept.replace('province_ca = ""', 'province_ca = "ca.pem"'), "utf-8")
