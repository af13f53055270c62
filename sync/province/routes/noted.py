"""One log line per request: method, route's template, status, milliseconds.

Never a path, a query or an address (NET-7).
"""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Noted:
    """Writes the line after the answer.

    Args:
        app: what answers.
        note: takes the line.
        monotonic: seconds that only grow.
    """

    def __init__(self, app: ASGIApp, note: Callable[[str], None], monotonic: Callable[[], float]) -> None:
        self._app, self._note, self._monotonic = app, note, monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = self._monotonic(), 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "?")
            spent = round((self._monotonic() - begun) * 1000)
            self._note(f"{scope['method']} {route} {status} {spent} ms")
