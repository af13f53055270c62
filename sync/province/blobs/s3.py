"""Objects in a bucket that speaks S3. An acknowledged PUT is what an fsync is to a folder (U5).

Address and keys of the storage are the environment's (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`); bucket and folder are the setting's.
"""

from __future__ import annotations

from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from sync.province.blobs.objects import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from obstore import ObjectMeta

SPOOL: Final = 8 << 20
"""Bytes of an object that wait in memory; a larger one waits in a temporary file."""


class S3Objects:
    """`Objects` in a bucket.

    Args:
        url: `s3://bucket/folder`; the folder may be missing.
        environment: where the storage is and who we are to it.
    """

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        bucket, folder = urlsplit(url).netloc, urlsplit(url).path.strip("/")
        endpoint = environment.get("AWS_ENDPOINT_URL")
        self._store = S3Store(
            bucket,
            prefix=folder or None,
            endpoint=endpoint,
            region=environment.get("AWS_REGION", "us-east-1"),
            access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
            secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http:")),
                "connect_timeout": "3s",
                "timeout": "30s",
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Store an object whole; of one that travels in parts none counts before the last."""
        with SpooledTemporaryFile(SPOOL) as whole:  # what raises half way must not have begun to travel
            whole.writelines(pieces)
            whole.seek(0)
            try:
                obstore.put(self._store, name, cast("IO[bytes]", whole))
            except BaseError as error:
                raise _silent(error) from None

    def stat(self, name: str) -> Found | None:
        """Return what is known of an object."""
        try:
            return _found(obstore.head(self._store, name))
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise _silent(error) from None

    def find(self, folder: str, begins: str = "") -> Sequence[Found]:
        """Return the objects below a folder whose name after it begins so; S3 lists in the order of names."""
        begin, found = f"{folder}/{begins}", list[Found]()
        try:
            for page in obstore.list(self._store, folder, offset=begin if begins else None):
                for meta in page:
                    if not meta["path"].startswith(begin):
                        return found
                    found.append(_found(meta))
        except BaseError as error:
            raise _silent(error) from None
        return found

    def get_range(self, name: str, start: int, end: int) -> bytes:
        """Return bytes of an object."""
        if end <= start:
            return b""
        try:
            return bytes(obstore.get_range(self._store, name, start=start, end=end))
        except BaseError as error:
            raise _silent(error) from None

    def delete(self, names: Iterable[str]) -> None:
        """Drop objects."""
        for name in names:
            try:
                obstore.delete(self._store, name)
            except FileNotFoundError:
                continue
            except BaseError as error:
                raise _silent(error) from None


def _found(meta: ObjectMeta) -> Found:
    return Found(meta["path"], meta["size"], meta["last_modified"].timestamp())


def _silent(error: BaseError) -> OSError:
    return OSError(f"S3 did not answer: {type(error).__name__}")
