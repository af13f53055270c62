"""Which storage a setting means: `s3://bucket/folder`, or the folder of the province's own home."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from sync.province.blobs.directory import DirectoryObjects

if TYPE_CHECKING:
    from pathlib import Path

    from sync.province.blobs.objects import Objects

SCHEME: Final = "s3://"


def open_objects(folder: Path, url: str) -> Objects:
    """Open the storage of attachments.

    Args:
        folder: where they lie when no bucket is named.
        url: `s3://bucket/folder`, or empty; address and keys of the bucket are the environment's.
    """
    if not url.startswith(SCHEME):
        return DirectoryObjects(folder)
    from sync.province.blobs.s3 import S3Objects  # noqa: PLC0415 - a province on a folder does without it

    return S3Objects(url, os.environ)
