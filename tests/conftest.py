"""What all tests share: where the shared documents lie, and the switch that rewrites golden files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import use
from tests.postgres import Server, server

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpus" / "reports"
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what is found now")
    parser.addoption("--update-pictures", action="store_true", help="take the README's pictures of the pages anew")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "databases: runs on SQLite and on PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("databases"):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(autouse=True, scope="module")
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a test's stores are: SQLite, unless its module is marked to run on both."""
    name = getattr(request, "param", "sqlite")
    use(request.getfixturevalue("postgres") if name == "postgresql" else None)
    yield name
    use(None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own, started when the first test asks for it."""
    with server() as made:
        yield made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared documents, beside the checkout; tests that need it are skipped where it is not."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("../shared (documents that are not committed here) is not beside this checkout")
    return SHARED
