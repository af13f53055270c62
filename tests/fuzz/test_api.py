"""The province's whole API, asked by its own schema: no 500, no hang, only the statuses it promises; then it still works.

The examples are drawn from fixed seeds (`derandomize`), so a failure comes again; `MOTCUA_FUZZ=5000` asks more.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error, status_code_conformance

from sync.province.app import build_app, open_province
from sync.province.routes.schema import FRAMES, PIECE
from sync.province.settings import Home
from tests.support.device import WireDevice
from tests.support.province import running_province

EXAMPLES = int(os.environ.get("MOTCUA_FUZZ", "12"))
PATIENCE_S = 20

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fuzz")]


@schemathesis.serializer(FRAMES, PIECE)
def raw(_context, value):
    """Bodies that are streams of bytes go as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    with running_province(tmp_path_factory.mktemp("fuzz")) as made:
        yield made


@pytest.fixture(scope="module")
def schema(province):
    opened = open_province(Home(province.home))
    try:
        told = build_app(opened, lambda _line: None).openapi()
    finally:
        opened.close()
    return schemathesis.openapi.from_dict(told)


def test_the_schema_is_for_tests_and_is_never_served(province):
    import requests

    for path in ("/openapi.json", "/docs", "/redoc"):
        assert requests.get(province.url + path, verify=str(province.ca_path), timeout=10).status_code == 404


def test_every_route_is_described(schema):
    told = {(op.ok().method, op.ok().path) for op in schema.get_all_operations()}
    assert {("post", "/v1/sync"), ("patch", "/v1/blobs/{upload}"), ("get", "/v1/snapshot/{scope}")} <= told
    for operation in schema.get_all_operations():
        statuses = set(operation.ok().definition.raw["responses"])
        assert statuses
        assert "500" not in statuses


def test_whatever_is_asked_the_answer_is_one_of_those_promised(province, schema):
    checks = (not_a_server_error, status_code_conformance)
    asked = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=st.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)))
        def ask(case):
            case.call_and_validate(
                base_url=province.url, verify=str(province.ca_path), timeout=PATIENCE_S, allow_redirects=False, checks=checks
            )
            asked.add((case.operation.method, case.operation.path))

        ask()
    assert len(asked) >= 20
    device = WireDevice.enrol(province.url, province.ca_path, province.enrol_code())
    device.receive()
    assert device.exchange().answer.have == 2, "after all that it works"
    assert "Traceback" not in province.log.read_text("utf-8")
