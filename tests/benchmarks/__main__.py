"""`make bench`: how fast reports become facts, measured against pdfplumber's bare text in the same run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pdfplumber

from extractors import EXTRACTORS
from pipeline.document import Document
from pipeline.extract import context_of, extract
from pipeline.ingest import ingest
from pipeline.readers import read
from tests.benchmarks import archive_search, pages
from tests.benchmarks.ablation import bench_ablation
from tests.benchmarks.batch import bench_batch
from tests.benchmarks.cluster import bench_cluster
from tests.benchmarks.quality import bench_quality
from tests.benchmarks.search_postgresql import bench_search_postgresql
from tests.benchmarks.sharing import bench_sharing
from tests.benchmarks.year import write_year

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
RUNS = 5


def say(line: str = "") -> None:
    """One line of the result, on stdout."""
    sys.stdout.write(line + "\n")


def seconds(work: Callable[[], object]) -> float:
    """The wall-clock seconds that one call of `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def digital_pdfs() -> list[Path]:
    """The fixed set: both renderings of the user's report, and the shared digital PDFs where they are at hand."""
    ours = [ROOT / "corpus" / "reports" / name for name in ("report.pdf", "report-mixed-fonts.pdf")]
    names = ("state/67-2024.pdf", "state/NQ-11-2025.pdf", "party/06-HD-TW.pdf", "party/38-HD-BTCTW-2025.pdf")
    return ours + [SHARED / name for name in names if (SHARED / name).exists()]


def plumb(paths: list[Path]) -> int:
    """pdfplumber's `extract_text` over all pages; the number of pages."""
    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                pages += 1
    return pages


def whole_way(paths: list[Path]) -> None:
    """From files to committed facts, in one process, into a new store."""
    with tempfile.TemporaryDirectory() as folder:
        ingest(paths, store=f"sqlite:///{folder}/bench.db", workers=0)


def bench_reading() -> None:
    """The whole way against pdfplumber alone on the same pages, run in turn, and the share of each stage."""
    paths = digital_pdfs()
    whole_way(paths)  # warm: imports and lexicons
    pages = plumb(paths[:1])
    pairs = []
    for _ in range(3):
        ours, theirs = seconds(lambda: whole_way(paths)), seconds(lambda: plumb(paths))
        pairs.append((theirs / ours, ours, theirs))
    pages = sum(len(read(path).pages) for path in paths)
    ratio, ours, theirs = sorted(pairs)[1]
    say(f"reading: {len(paths)} digital PDFs, {pages} pages, file to committed facts")
    say(f"  ours {pages / ours:6.1f} pages/s   pdfplumber's extract_text {pages / theirs:6.1f} pages/s")
    say(f"  {ratio:.1f} times as fast (target: 5)   runs: {', '.join(f'{one:.1f}' for one, _, _ in sorted(pairs))}")
    documents: list[Document] = []
    read_time = seconds(lambda: documents.extend(read(path) for path in paths))
    extract_time = seconds(lambda: [extract(document) for document in documents])
    rest = max(ours - read_time - extract_time, 0.0)
    total = read_time + extract_time + rest
    stages = {"read": read_time, "extract": extract_time, "tables and store": rest}
    say("  share: " + ", ".join(f"{stage} {taken / total:.0%}" for stage, taken in stages.items()))
    say("  per file: " + ", ".join(f"{path.name} {ratio_of(path):.1f}x" for path in paths))


def ratio_of(path: Path) -> float:
    """How many times as fast as pdfplumber one file is read and extracted (the store left out)."""
    return seconds(lambda: plumb([path])) / seconds(lambda: extract(read(path)))


def bench_extraction() -> None:
    """Characters a second through all extractors together, and how the time grows from 10 kB to 1 MB of text."""
    document = extract(read(ROOT / "corpus" / "reports" / "report.docx")).document
    context = context_of(document)
    say("extraction: all kinds over the text of the user's report, repeated to the length given")
    rates = []
    for length in (10_000, 100_000, 1_000_000):
        text = (document.text * (length // len(document.text) + 1))[:length]

        def run(text: str = text) -> None:
            for extractor in EXTRACTORS:
                for _ in extractor.find(text, context):
                    pass

        rates.append(length / median(seconds(run) for _ in range(RUNS)))
        say(f"  {length:9,} characters: {rates[-1]:11,.0f} a second")
    say(f"  1 MB against 10 kB: {rates[0] / rates[-1]:.2f} times the time a character (linear: 1)")
    text = document.text * 8
    for extractor in EXTRACTORS:
        taken = median(seconds(lambda kind=extractor: list(kind.find(text, context))) for _ in range(RUNS))  # type: ignore[misc]
        say(f"  {extractor.label:14s} {len(text) / taken:11,.0f} characters a second")


def bench_start() -> None:
    """How long `baocao --help` takes, as a whole process."""
    command = [sys.executable, "-m", "pipeline.cli", "--help"]
    times = [seconds(lambda: subprocess.run(command, capture_output=True, check=True)) for _ in range(RUNS)]
    bare = [seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True)) for _ in range(RUNS)]
    say(f"start: baocao --help {median(times):.2f} s (target: 0.30), of which bare Python {median(bare):.2f} s")


BENCHES: dict[str, Callable[[], None]] = {
    "reading": bench_reading,
    "extraction": bench_extraction,
    "start": bench_start,
    "ablation": lambda: bench_ablation(say),
    "quality": lambda: bench_quality(say),
    "batch": lambda: bench_batch(say, digital_pdfs(), plumb),
    "cluster": lambda: bench_cluster(say),
    "sharing": lambda: bench_sharing(say),
    "search-postgresql": bench_search_postgresql,
    **archive_search.BENCHES,
    **pages.BENCHES,
}


def chosen(names: list[str]) -> Iterator[Callable[[], None]]:
    """The benches that the command line names; all of them where it names none."""
    return (bench for name, bench in BENCHES.items() if not names or name in names)


if __name__ == "__main__":
    if sys.argv[1:2] == ["year"]:
        write_year(Path(sys.argv[2] if len(sys.argv) > 2 else "outputs/year"), say)
        sys.exit()
    for one in chosen(sys.argv[1:]):
        one()
        say()
