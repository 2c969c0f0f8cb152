"""How fast an archive answers: a search over a million passages, the matrix of 10,000 reports, the index's cost."""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from extractors.places import places
from pipeline.extract import extract
from pipeline.ingest import to_report
from pipeline.passages import to_passages
from pipeline.questions.matrix import matrix
from pipeline.questions.search import search
from pipeline.readers import read
from pipeline.rows import Origin
from pipeline.store import Outcome, Store, open_store
from pipeline.store.fulltext import plain
from pipeline.tables import Cell, Report, Row, tables

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "corpus" / "reports" / "report.docx"
REPORTS, PASSAGES, WORDS = 10_000, 100, 40
DIRECTIVES = [(f"{number:02}-{kind}/TW", f"{2016 + number % 9}-{number % 12 + 1:02}-15")
              for number in range(1, 31) for kind in ("CT", "KL")]  # fmt: skip
STATUSES = ("implemented", "in_progress", "planned", "not_implemented", "monitored")


def say(line: str = "") -> None:
    """One line of the result, on stdout."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def bench_search() -> None:
    """p95 of searches of many kinds over a million passages, and what a passage's index costs when it is ingested."""
    chance = random.Random(2024)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bench.db", create=True)
        start = time.perf_counter()
        fill(store, made_reports(chance))
        taken = time.perf_counter() - start
        size = Path(folder, "bench.db").stat().st_size
        say(f"search: {REPORTS * PASSAGES:,} passages of {WORDS} words, {REPORTS:,} reports, {size / 1e9:.1f} GB, "
            f"stored in {taken:.0f} s ({taken / REPORTS * 1000:.1f} ms a report)")  # fmt: skip
        tell_searches(store, chance)
        store.engine.dispose()


def tell_searches(store: Store, chance: random.Random, *, target: int = 50) -> list[tuple[float, str, dict[str, str]]]:
    """Ask 400 questions and say how long they take by kind; each with its seconds, the slowest first."""
    asked = list(islice(questions(chance), 400))
    for query, filters in asked[:20]:
        search(store, query, **filters)  # type: ignore[arg-type]
    times: dict[str, list[float]] = {}
    told = []
    for query, filters in asked:
        kind = ", ".join(filters) or ("phrase" if '"' in query else f"{len(query.split())} words")
        taken = _seconds(lambda q=query, f=filters: search(store, q, **f))  # type: ignore[misc]
        times.setdefault(kind, []).append(taken)
        told.append((taken, query, filters))
    every = sorted(one for kind in times.values() for one in kind)
    p95 = every[len(every) * 95 // 100] * 1000
    say(f"  {len(every)} searches: median {median(every) * 1000:.1f} ms, p95 {p95:.1f} ms (target: {target}), "
        f"longest {every[-1] * 1000:.0f} ms")  # fmt: skip
    for kind, taken_each in sorted(times.items()):
        say(f"  {kind:22} median {median(taken_each) * 1000:6.1f} ms   longest {max(taken_each) * 1000:6.1f} ms")
    return sorted(told, key=lambda one: -one[0])


def bench_index() -> None:
    """What passages and their index add to storing one report of ten pages, after thousands of others."""
    document = read(REPORT)
    report = to_report(extract(document), Origin("0" * 12, "/kho/a", "0" * 64, "application/pdf"))
    size = len(report.text)
    ten_pages = 25_000 / size
    cost = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, passages in (("with", report.passages), ("without", ())):
            store = open_store(f"sqlite:///{folder}/{name}.db", create=True)
            one = replace(report, passages=passages)
            cost[name] = sum(_seconds(lambda n=n, o=one, s=store: _keep(s, o, n)) for n in range(600)) / 600  # type: ignore[misc]
            store.engine.dispose()
    made = median(_seconds(lambda: to_passages(document, report.rows)) for _ in range(20))
    spent = (cost["with"] - cost["without"]) * 1000 * ten_pages
    say(f"index: {spent:.1f} ms a report of ten pages (25,000 characters) in the store, mean over 600 reports, "
        f"and {made * 1000 * ten_pages:.1f} ms to make its passages (target: 3)")  # fmt: skip


def bench_matrix() -> None:
    """The matrix of all directives and units over 10,000 reports, and of one directive."""
    chance = random.Random(2024)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bench.db", create=True)
        fill(store, made_reports(chance, passages=0, implementations=12))
        whole = matrix(store)
        say(f"matrix: {REPORTS:,} reports, {REPORTS * 12:,} rows, {len(whole.units)} units × "
            f"{len(whole.directives)} directives, {len(whole.cells):,} cells")  # fmt: skip
        for told, ask in _MATRICES.items():
            times = sorted(_seconds(lambda ask=ask: ask(store)) for _ in range(7))  # type: ignore[misc]
            say(f"  {told:22} median {median(times) * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms (target: 300)")
        store.engine.dispose()


_MATRICES: Mapping[str, Callable[[Store], object]] = {
    "all directives": matrix,
    "one directive": lambda store: matrix(store, directives=["05-CT/TW"]),
    "one unit": lambda store: matrix(store, unit="Mèo Vạc"),
    "as of 2025-08-01": lambda store: matrix(store, as_of=date(2025, 8, 1)),
}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fill(store: Store, reports: Iterator[tuple[Mapping[str, Sequence[Row]], Sequence[Row]]]) -> None:
    """Put made reports into the store, a transaction each, as a batch does."""
    empty = to_report(extract(read(REPORT)), Origin("0" * 12, "/kho/a", "0" * 64, "application/pdf"))
    for number, (rows, passages) in enumerate(reports):
        _keep(store, replace(empty, rows=rows, passages=passages, text="", layers=b"", edges=b""), number)


def _keep(store: Store, report: Report, number: int) -> None:
    """One report under an id of its own."""
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    doc_id = sha256[:12]
    rows = {name: [(doc_id, *row[1:]) for row in found] for name, found in report.rows.items()}
    documents = [(doc_id, f"/kho/{number}.pdf", sha256, *row[3:]) for row in rows["documents"]]
    named = replace(report, rows={**rows, "documents": documents})
    store.keep(Outcome(f"/kho/{number}.pdf", f"/kho/{number}.pdf", "indexed", sha256, doc_id=doc_id), named)


def made_reports(
    chance: random.Random, passages: int = PASSAGES, implementations: int = 3
) -> Iterator[tuple[dict[str, list[Row]], list[Row]]]:
    """Reports of 2023 to 2025 with words as frequent as in a real one, and with the facts that they cite and name."""
    words, districts = vocabulary(), _districts()
    for _ in range(REPORTS):
        issued = date(2023, 1, 5) + timedelta(days=chance.randrange(1000))
        text = ""
        found: dict[str, list[Row]] = {"documents": [], "citations": [], "unit_mentions": [], "implementations": []}
        spans = []
        for number in range(passages or 1):
            unit_id, unit = chance.choice(districts)
            symbol, when = chance.choice(DIRECTIVES)
            said = " ".join(chance.choices(words, k=WORDS)) if passages else ""
            start = len(text)
            text += f"{said} {unit} thực hiện {symbol}, {chance.randrange(1_000_000)} lượt\n"
            spans.append((1 + number // 10, start, len(text) - 1, text[start:-1], ""))
            at: dict[str, Cell] = {"start": start, "end": start + 1, "page": 1}
            if number % 4 == 0:
                directive = f"{symbol}@{when}"
                found["citations"].append(_row("citations", symbol=symbol, directive_id=directive, **at))
                named = _row("unit_mentions", unit_id=unit_id, name=unit, kind="district", place=unit, **at)
                found["unit_mentions"].append(named)
        for number in range(implementations):
            unit_id, unit = chance.choice(districts)
            symbol, when = chance.choice(DIRECTIVES)
            at = {"start": spans[number % len(spans)][1], "end": spans[number % len(spans)][1] + 1, "page": 1}
            found["implementations"].append(
                _row("implementations", directive_id=f"{symbol}@{when}", unit_id=unit_id, unit_name=unit, place=unit,
                     status=chance.choice(STATUSES), text=unit, **at)
            )  # fmt: skip
        period = {"period_start": issued.replace(day=1).isoformat(), "period_end": issued.isoformat()}
        found["documents"] = [_row("documents", issued_on=issued.isoformat(), place="Hà Giang", **period)]
        yield found, _passages(text, found) if passages else []


def _passages(text: str, rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    from pipeline.document import Document  # noqa: PLC0415

    return to_passages(Document(text), rows)


def _row(table: str, **told: Cell) -> Row:
    return tuple(told.get(column.name, column.empty) for column in tables()[table])


def vocabulary() -> list[str]:
    """The words of the user's report, each as often as it stands there."""
    return [word for word in read(REPORT).text.split() if word.isalpha()]


def _districts() -> list[tuple[str, str]]:
    return [(one.unit_id, one.name) for one in islice(places(), 760) if one.kind == "district"][:330]


def questions(chance: random.Random) -> Iterator[tuple[str, dict[str, str]]]:
    """Searches of every kind that people make: common words, rare ones, phrases, symbols, with and without marks."""
    words, districts = vocabulary(), _districts()
    while True:
        for count in (1, 2, 3, 4):
            query = " ".join(chance.choices(words, k=count))
            yield query, {}
            yield plain(query), {}
        yield f'"{" ".join(chance.choices(words, k=2))}"', {}
        yield f'"{plain(" ".join(chance.choices(words, k=2)))}"', {}
        symbol = chance.choice(DIRECTIVES)[0]
        yield symbol.lower().replace("-", " - "), {}
        yield str(chance.randrange(1_000_000)), {}
        unit = chance.choice(districts)[1]
        yield unit, {}
        yield chance.choice(words), {"unit": unit}
        yield chance.choice(words), {"directive": symbol}
        yield "", {"directive": symbol, "unit": unit}
        yield "", {"directive": symbol, "status": "implemented"}
        yield chance.choice(words), {"period": f"2024-{chance.randrange(1, 13):02}"}
        yield chance.choice(words), {"directive": symbol, "unit": unit, "period": "2024"}


BENCHES = {"search": bench_search, "index": bench_index, "matrix": bench_matrix}


if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()
