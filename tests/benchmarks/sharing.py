"""One long scan, read by one worker in one go, in pieces by one worker and by two, and by two Dask workers."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.ingest import ingest
from tests.conftest import REPORTS
from tests.dask_machines import machines

COPIES = int(os.environ.get("BAOCAO_BENCH_COPIES", "4"))  # of the eleven pages of the corpus's scan


def bench_sharing(say: Callable[[str], None]) -> None:
    """Seconds for the whole file, the start of the workers included, and how many times as fast as in one go."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        pages = _make_scan(root / "long.pdf")
        say(f"sharing: one scan of {pages} pages; two cores at least, for Tesseract itself takes two in one go")
        whole = _seconds(root, "one worker, in one go", say, pieces=pages, workers=1)
        for count in (1, 2):
            taken = _seconds(root, f"{count} worker(s), in pieces of 8", say, pieces=8, workers=count)
            say(f"    {whole / taken:.2f} times as fast")
        with machines(root / "dask") as there:
            taken = _seconds(
                root, "2 Dask workers, in pieces of 8", say, pieces=8, engine="dask", scheduler=there.address
            )
            say(f"    {whole / taken:.2f} times as fast")


def _make_scan(path: Path) -> int:
    made = pdfium.PdfDocument.new()
    with pdfium.PdfDocument(REPORTS / "report-scan.pdf") as pdf:
        for _ in range(COPIES):
            made.import_pages(pdf)
    made.save(path)
    pages = len(made)
    made.close()
    return pages


def _seconds(root: Path, name: str, say: Callable[[str], None], *, pieces: int, **how: object) -> float:
    os.environ["BAOCAO_OCR_PAGES"] = str(pieces)
    began = time.perf_counter()
    (step,) = ingest([root / "long.pdf"], store=f"sqlite:///{root}/{name}.db", **how)  # type: ignore[arg-type]
    taken = time.perf_counter() - began
    if step.outcome.outcome != "indexed":
        raise RuntimeError(f"not read: {step.outcome}")
    say(f"  {name}: {taken:.1f} s")
    return taken
