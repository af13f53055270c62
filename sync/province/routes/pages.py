"""The officers' pages as HTML: templates with autoescape, the headers every page carries, words for codes.

No scripts, no foreign files: the content policy forbids what the templates do not use.
"""

from importlib.resources import files
from typing import Any, Final

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from forms.dossier.lifecycle import LABEL_VI, Status
from forms.errors import Fault
from sync.province.registry import Officer, Session
from sync.province.routes.sheet import COMMANDS, HELD, KINDS, VERDICTS, moment, size

SAFE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self';"
        " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-store",
}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sync.province.routes"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.filters |= {
        "moment": moment,
        "size": size,
        "status": _status,
        "verdict": lambda word: VERDICTS.get(word, word),
        "kind": lambda kind: KINDS.get(kind) or COMMANDS.get(kind) or kind or "Không đọc được",
        "held": lambda why: HELD.get(why, why),
    }
    return environment


def _status(code: str) -> str:
    """Return a status in words; at the province a draft is what was sent and could not be received."""
    return "Chưa nhận được" if code == Status.DRAFT else LABEL_VI[Status(code)]


class Pages:
    """Renders pages for one province.

    Args:
        province: its name, under the title.
    """

    def __init__(self, province: str) -> None:
        self._environment = _environment()
        self._province = province
        self._css = (files("sync.province.routes") / "templates" / "house.css").read_bytes()

    def page(
        self, template: str, who: tuple[Officer, Session] | None, status: int = 200, **facts: Any
    ) -> HTMLResponse:
        """Render one page.

        Args:
            template: file name.
            who: the officer who is signed in, with the session whose forms the page may hold.
            status: HTTP status.
            **facts: what the template names; `csrf`, `problem` and `done` are empty unless given.
        """
        officer, csrf = (who[0], who[1].csrf) if who else (None, "")
        shown = {"tab": "", "problem": None, "done": "", "csrf": csrf, **facts}
        body = self._environment.get_template(template).render(
            province=self._province, officer=officer, **shown
        )
        return HTMLResponse(body.encode(errors="replace"), status, headers=SAFE)

    def trouble(self, who: tuple[Officer, Session] | None, status: int, fault: Fault) -> HTMLResponse:
        """Render what went wrong, when there is no better page to say it on."""
        return self.page("error.html", who, status, heading=fault.sentence, advice=fault.remedy)

    def css(self) -> Response:
        """Return the one style sheet."""
        return Response(self._css, media_type="text/css", headers={**SAFE, "Cache-Control": "max-age=3600"})
