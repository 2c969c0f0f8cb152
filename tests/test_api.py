"""The JSON API against its own description: whatever is asked, it answers as declared, and never with a 5xx."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pipeline.cli import main
from pipeline.ingest import ingest
from pipeline.store import Actor, Change, Store, record_change
from pipeline.web.app import create_app
from tests.archives import add, archive, submit
from tests.conftest import REPORTS
from tests.test_due import CT42, REVIEW, reviewed
from tests.test_forms import BODY as FORM
from tests.test_forms import ROWS, keep
from tests.test_matrix import BODY, did
from tests.test_web import HOME

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
BOUNDED = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of the seed and of a little archive with a form, and with one change in its trail."""
    made = archive(tmp_path_factory.mktemp("kho"))
    ingest([REPORTS / "report.pdf", REPORTS / "report.docx"], store=made, workers=0)
    add(made, "may.pdf", CT42 + REVIEW + BODY, done=[reviewed(REVIEW), did("Mèo Vạc", "implemented")])
    for month, name in enumerate("abc", start=1):
        keep(made, name, FORM + ROWS, month)
        submit(made, "TỈNH ỦY HÀ GIANG / HUYỆN ỦY ĐỒNG VĂN", f"2024-0{month}", "Mở 09 lớp.\n")
    record_change(made, Change(Actor("An"), "login", "An", {}, {"từ": "đâu"}))
    return made


@pytest.fixture(scope="module")
def described(store: Store, tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    app = create_app(store, tmp_path_factory.mktemp("web"), reviewer="An", hosts=["testserver"])
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_whatever_is_asked_is_answered_as_declared(described: schemathesis.BaseSchema, store: Store) -> None:
    ids = st.sampled_from([str(row["doc_id"]) for row in store.records("documents")])
    seen: Counter[int] = Counter()
    answered = set()

    @BOUNDED
    @given(st.data(), st.sampled_from(GenerationMode), ids, st.booleans())
    def ask(operation: Any, data: st.DataObject, mode: GenerationMode, doc_id: str, known: bool) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if known and "doc_id" in (case.path_parameters or {}):
            case.path_parameters["doc_id"] = doc_id
        if known and "period" in (case.query or {}):
            case.query["period"] = "2024"
        if known and "form" in (case.query or {}):
            case.query["form"] = "biểu 01"
        if known and operation.path == "/api/search":
            case.query = {"q": "ket luan"}
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        seen[answer.status_code] += 1
        if answer.status_code == 200:
            answered.add(operation.label)

    operations = [operation.ok() for operation in described.get_all_operations() if isinstance(operation, Ok)]
    for operation in operations:
        ask(operation)
    assert {operation.label for operation in operations} == answered
    assert sum(len(ways) for _, ways in described.items()) == len(operations) >= 15
    assert {200, 400, 404, 422} <= set(seen)


@pytest.fixture(scope="module")
def web(store: Store, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(store, tmp_path_factory.mktemp("web"), reviewer="An"), base_url=HOME)


def asked(web: TestClient, address: str, **given: str | int) -> dict[str, Any]:
    answer = web.get(address, params=given)
    assert 200 == answer.status_code, answer.text
    return dict(answer.json())


def test_what_is_owed_planned_counted_and_annexed_is_told_as_the_commands_tell_it(
    web: TestClient, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    def printed(*command: str) -> Any:
        assert 0 == main([*command, "--json", "--store", store.url])
        return json.loads(capsys.readouterr().out)

    tasks = asked(web, "/api/plans", period="2024-06")
    assert tasks["tasks"] == printed("plans", "--period", "2024-06")
    assert tasks["total"] == len(tasks["tasks"]) == sum(tasks["states"].values()) > 0
    reports = asked(web, "/api/missing", period="2024-04..2024-12")
    assert reports["reports"] == printed("missing", "--period", "2024-04..2024-12")
    assert {"missing": 9} == reports["states"]
    assert (0, 9) == (asked(web, "/api/missing", period="2024", state="late")["total"], len(reports["reports"]))
    series = asked(web, "/api/series", measure="lớp")
    assert series == printed("series", "--measure", "lớp")
    assert series["lines"]
    assert asked(web, "/api/forms")["forms"] == printed("forms")
    rows = asked(web, "/api/forms/rows", form="Biểu số 01", period="2024-02")
    told = [{**{name: cell for name, cell in row.items() if name != "cells"}, **row["cells"]} for row in rows["rows"]]
    assert told == printed("forms", "--form", "Biểu số 01", "--period", "2024-02")["rows"]
    assert ("Huyện Mèo Vạc", "1210") == (told[0]["row_heading"], told[0]["Số học viên"])


def test_long_answers_come_by_the_page(web: TestClient) -> None:
    whole = asked(web, "/api/plans", period="2024-06")["tasks"]
    assert whole[1:3] == asked(web, "/api/plans", period="2024-06", offset=1, limit=2)["tasks"]
    rows = asked(web, "/api/forms/rows", form="Biểu số 01")
    assert 9 == rows["total"] == len(rows["rows"])
    assert rows["rows"][4:6] == asked(web, "/api/forms/rows", form="Biểu số 01", offset=4, limit=2)["rows"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/plans?period=1900..2100", "nhiều nhất 10 năm"), ("/api/missing?period=1900..2100", "nhiều nhất 10 năm"),
        ("/api/missing?period=hôm nay", "Không hiểu thời gian"), ("/api/forms/rows?form=Biểu số 99", "Biểu số 99"),
        ("/api/series?measure=không có", "không có"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_a_sentence(web: TestClient, address: str, told: str) -> None:
    answer = web.get(address)
    assert (400, True) == (answer.status_code, told in answer.json()["detail"]), answer.text
