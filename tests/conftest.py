"""What all tests share: where the shared documents lie, and the switch that rewrites golden files."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpus" / "reports"
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what is found now")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared documents, beside the checkout; tests that need it are skipped where it is not."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("../shared (documents that are not committed here) is not beside this checkout")
    return SHARED
