"""The JSON API against its own description: whatever is asked, it answers as declared, and never with a 5xx."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
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

from pipeline.ingest import ingest
from pipeline.store import Actor, Change, Store, record_change
from pipeline.web.app import create_app
from tests.archives import add, archive
from tests.conftest import REPORTS
from tests.test_due import CT42, REVIEW, reviewed
from tests.test_matrix import BODY, did

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
    """A store of the seed and of a little archive, with one change in its trail."""
    made = archive(tmp_path_factory.mktemp("kho"))
    ingest([REPORTS / "report.pdf", REPORTS / "report.docx"], store=made, workers=0)
    add(made, "may.pdf", CT42 + REVIEW + BODY, done=[reviewed(REVIEW), did("Mèo Vạc", "implemented")])
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
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        seen[answer.status_code] += 1
        if answer.status_code == 200:
            answered.add(operation.label)

    operations = [operation.ok() for operation in described.get_all_operations() if isinstance(operation, Ok)]
    for operation in operations:
        ask(operation)
    assert {operation.label for operation in operations} == answered
    assert sum(len(ways) for _, ways in described.items()) == len(operations) >= 9
    assert {200, 400, 404, 422} <= set(seen)
