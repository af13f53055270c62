"""SeaweedFS as S3 on this machine: one process with a folder and free loopback ports, ended with the block."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from sync.province.blobs.s3 import S3Objects

KEY, SECRET = "thu", "thu-bi-mat"
UP_S = 60.0


@contextmanager
def running_seaweed(folder: Path) -> Iterator[dict[str, str]]:
    """Serve S3 from a folder.

    Yields:
        The environment by which a province finds it.
    """
    rights = {"name": "thu", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [rights]}), "utf-8")
    master, volume, filer, s3 = _free_ports(4)
    words = [
        "server", "-dir", str(folder), "-ip", "127.0.0.1", "-ip.bind", "127.0.0.1", "-volume.max=8",
        "-master.volumeSizeLimitMB=64", f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}",
        "-s3", f"-s3.port={s3}", f"-s3.config={folder / 's3.json'}", "-s3.port.iceberg=0", "-s3.port.lance=0",
    ]  # fmt: skip
    program = Path(sys.executable).with_name("weed")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, *words], cwd=folder, stdout=log, stderr=log)
    environment = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{s3}", "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET,
    }  # fmt: skip
    try:
        _until_it_takes_an_object(environment, s3, folder / "log")
        yield environment
    finally:
        process.kill()
        process.wait(timeout=15)


def _until_it_takes_an_object(environment: dict[str, str], port: int, log: Path) -> None:
    """Wait for the port, then for the first volume: before it, a bucket takes nothing."""
    end = time.monotonic() + UP_S
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            S3Objects("s3://motcua/probe", environment).put("probe", [b"probe"])
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"SeaweedFS did not start: {log.read_text('utf-8')[-2000:]}")


def _free_ports(count: int) -> list[int]:
    """Free ports below 30000: each service takes the one 10,000 above for itself, too."""
    free: list[int] = []
    while len(free) < count:
        port = Random().randrange(20_000, 29_000)
        try:
            for one in (port, port + 10_000):
                socket.create_server(("127.0.0.1", one)).close()
        except OSError:
            continue
        free.append(port)
    return free


