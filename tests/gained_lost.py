"""What the working tree reads differently from a revision: `python -m tests.gained_lost HEAD~5` prints the table.

Each side reads the same reports with its own code and its own lexicons, in its own process, and writes its tables as
jsonl; `baocao diff` compares them. Scanned pages are left out, unless the environment has OCR=1: they take minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.messages import Words
from pipeline.questions.differences import Difference, find_differences
from pipeline.questions.sides import FolderSide
from pipeline.terminal.diff import print_differences

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpus" / "reports"
SOME_UNREAD = 3
_MAIN = "origin/main"


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """A revision's files in a folder that is gone afterwards; `CalledProcessError` where there is no such revision."""
    with tempfile.TemporaryDirectory(prefix="gained-lost-") as folder:
        tree = Path(folder) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def read_with(tree: Path, reports: Path, folder: Path, *, ocr: str = "off") -> Path:
    """The tables of the reports as the code of `tree` reads them: the folder of its export."""
    store, out = f"sqlite:///{folder / 'baocao.db'}", folder / "tables"
    _baocao(tree, "ingest", str(reports), "--ocr", ocr, "--store", store)
    _baocao(tree, "export", "--format", "jsonl", "--to", str(out), "--store", store)
    return out


def compare(old: Path, new: Path, reports: Path = REPORTS, *, ocr: str = "off") -> list[Difference]:
    """What the code of the tree `new` reads in the reports otherwise than that of `old`."""
    with tempfile.TemporaryDirectory(prefix="gained-lost-") as folder:
        tables = []
        for name, tree in (("old", old), ("new", new)):
            place = Path(folder) / name
            place.mkdir()
            tables.append(read_with(tree, reports, place, ocr=ocr))
        return list(find_differences(FolderSide(tables[0]), FolderSide(tables[1])))


def _baocao(tree: Path, *given: str) -> None:
    """Run the command of that tree, and of no other: it is first on the path, wherever else one is installed."""
    ran = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *given],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode not in (0, SOME_UNREAD):
        raise SystemExit(f"{tree}: baocao {' '.join(given)}\n{ran.stderr}")


def _git(*given: str) -> str:
    return subprocess.run(["git", *given], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _base() -> str:
    """What a branch began from: where it left the main line; on the main line itself, the commit before this one."""
    try:
        base = _git("merge-base", _MAIN, "HEAD")
    except subprocess.CalledProcessError:  # nothing was fetched from anywhere
        return "HEAD~1"
    return base if base != _git("rev-parse", "HEAD") else "HEAD~1"


def main(given: Sequence[str]) -> None:
    """Print what was gained and lost since the revision given, or since the branch began."""
    revision = given[0] if given else _base()
    sys.stdout.write(f"{revision} → {ROOT}\n")
    with checkout(revision) as old:
        found = compare(old, ROOT, ocr="auto" if os.environ.get("OCR") == "1" else "off")
    print_differences(found, Words("en"), as_json=False, limit=200)


if __name__ == "__main__":
    main(sys.argv[1:])
