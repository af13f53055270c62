"""The base of the push: batches of plain JSON in zstd-3, posted to a server that copies them into PostgreSQL.

No signature, no order, no verdict, no revision: what the same work costs without any promise. `python -m
benchmarks.plain_post ADDRESS` serves until killed and prints its port; `post_all` is the client.
"""

import http.client
import json
import sys
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import zstandard

from benchmarks.corpus import Doc, spelled

BATCH = 200


def serve(address: str) -> None:
    """Serve: each POST is one COPY and one durable commit."""
    connection = psycopg.connect(address)
    connection.execute("CREATE TABLE IF NOT EXISTS plain (id text, doc jsonb)")
    connection.commit()
    unpack = zstandard.ZstdDecompressor()

    class Taker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = unpack.decompress(self.rfile.read(int(self.headers["Content-Length"])))
            with connection.cursor() as cursor, cursor.copy("COPY plain (id, doc) FROM STDIN") as copy:
                for line in body.split(b"\n"):
                    copy.write_row((json.loads(line)["id"], line.decode()))
            connection.commit()
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def post_all(port: int, docs: Sequence[Doc]) -> float:
    """Send documents in batches over one connection; return the seconds it took."""
    began = time.perf_counter()
    pack = zstandard.ZstdCompressor(level=3)
    line = http.client.HTTPConnection("127.0.0.1", port)
    for at in range(0, len(docs), BATCH):
        line.request("POST", "/", pack.compress(b"\n".join(map(spelled, docs[at : at + BATCH]))))
        reply = line.getresponse()
        reply.read()
        assert reply.status == http.client.OK, reply.status
    line.close()
    return time.perf_counter() - began


if __name__ == "__main__":
    serve(sys.argv[1])
