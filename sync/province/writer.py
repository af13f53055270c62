"""One dedicated thread for what is written on behalf of devices: frames commit one after the other.

The event loop hands work over and waits without blocking; nothing else lives here.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """The thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do something on the thread and wait for it; what was begun is finished whoever still waits.

        Args:
            work: what to do.
            *args: handed over.
            **kwargs: handed over.

        Returns:
            What `work` returned; its exception is raised here.
        """
        return await asyncio.shield(asyncio.wrap_future(self._thread.submit(work, *args, **kwargs)))

    def close(self) -> None:
        """Finish what was begun and end the thread."""
        self._thread.shutdown(wait=True)
