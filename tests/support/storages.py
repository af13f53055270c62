"""Both storages of attachments for tests that must hold on each; SeaweedFS runs once for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.province.blobs.directory import DirectoryObjects
from sync.province.blobs.objects import Objects
from sync.province.blobs.s3 import S3Objects
from tests.support.seaweed import running_seaweed

BOTH = ["folder", pytest.param("s3", marks=pytest.mark.xdist_group("s3"))]


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment by which a province finds the bucket."""
    with running_seaweed(tmp_path_factory.mktemp("seaweed")) as environment:
        yield environment


@pytest.fixture(params=BOTH)
def objects(request: pytest.FixtureRequest, tmp_path: Path) -> Objects:
    """An empty storage of each kind."""
    if request.param == "folder":
        return DirectoryObjects(tmp_path / "blobs")
    return S3Objects(f"s3://motcua/{tmp_path.name.lower()}", request.getfixturevalue("seaweed"))
