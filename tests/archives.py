"""Little archives: a store of reports that are typed in the test, each of one letterhead and a few lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.archive.made import MADE
from pipeline.document import Block, Document
from pipeline.extract import extract
from pipeline.ingest import to_report
from pipeline.passages import to_passages
from pipeline.rows import Origin
from pipeline.store import Outcome, Store, open_store
from pipeline.tables import Cell, Row, tables
from tests.databases import address

MAY = date(2024, 5, 20)


def archive(folder: Path) -> Store:
    """An empty store."""
    return open_store(address(folder), create=True)


def add(
    store: Store,
    name: str,
    body: str,
    *,
    issued_on: date | None = MAY,
    province: str = "Hà Giang",
    number: int = 12,
    title: str = "kết quả công tác",
    kind: str = "Báo cáo",
    done: Iterable[Mapping[str, Cell]] = (),
) -> str:
    """A report of a province's Party committee with these lines and, by hand, these implementations; its id."""
    when = f"{province}, ngày {issued_on.day} tháng {issued_on.month} năm {issued_on.year}\n" if issued_on else ""
    head = f"TỈNH ỦY {province.upper()}\nVĂN PHÒNG\nSố {number}-BC/VPTU\n{when}{kind.upper()}\n{title}\n"
    text = head + body.rstrip("\n") + "\n"
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line) - 1, centred=line.strip() in (kind.upper(), title)))
        at += len(line)
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    doc_id = sha256[:12]
    made = extract(Document(text, blocks=tuple(blocks)))
    report = to_report(made, Origin(doc_id, f"/kho/{name}", sha256, "application/pdf"))
    read = {name: found for name, found in report.rows.items() if name not in MADE}
    rows = {**read, "implementations": [implementation(doc_id, text, one) for one in done]}
    report = replace(report, rows=rows, passages=to_passages(made.document, rows))
    store.keep(Outcome(f"/kho/{name}", f"/kho/{name}", "indexed", sha256, doc_id=doc_id, stage="store"), report)
    return doc_id


def send(
    store: Store, organ: str, title: str, issued_on: date, body: str = "", *, seat: str = "", number: int = 12
) -> str:
    """A report («báo cáo») of an organ as its letterhead names it, upper organ first, a line each; its id."""
    seat = seat or "Hà Giang"
    when = f"{seat}, ngày {issued_on.day:02d} tháng {issued_on.month:02d} năm {issued_on.year}"
    head = [*organ.split("\n"), f"Số {number}-BC/HU", when, "BÁO CÁO", title]
    text = "\n".join([*head, *body.strip("\n").split("\n")]) + "\n"
    blocks, at = [], 0
    for place, line in enumerate(text.splitlines(keepends=True)):
        blocks.append(Block(at, at + len(line) - 1, centred=len(head) - 2 <= place < len(head)))
        at += len(line)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    made = extract(Document(text, blocks=tuple(blocks)))
    name = f"/kho/{organ.rpartition(chr(10))[2]} {issued_on}.docx"
    store.keep(Outcome(name, name, "indexed", sha256, doc_id=sha256[:12], stage="store"),
               to_report(made, Origin(sha256[:12], name, sha256, "application/pdf")))  # fmt: skip
    return sha256[:12]


def submit(store: Store, organ: str, month: str, body: str, *, again: int = 0, period: str = "") -> str:
    """The report of an organ, «TỈNH ỦY HÀ GIANG / HUYỆN ỦY MÈO VẠC», for a month such as «2024-05»; its id.

    `period` is what its title says instead of the month; `again` tells a second report of the same month apart.
    """
    year, of_year = month.split("-")
    lines = [line.strip() for line in organ.split("/")]
    head, _, name = lines[-1].partition(" ỦY ")
    seat = name.title() if head in ("HUYỆN", "THÀNH") else "Hà Giang"
    title = f"kết quả công tác {period or f'tháng {int(of_year)} năm {year}'}"
    letterhead = [*lines, f"Số {10 + again}-BC/X", f"{seat}, ngày 28 tháng {of_year} năm {year}", "BÁO CÁO", title]
    text = "\n".join([*letterhead, *body.strip().splitlines()]) + "\n"
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(at, at + len(line) - 1, centred=line.strip() in ("BÁO CÁO", title)))
        at += len(line)
    name = f"{lines[-1]} {month} {again}"
    sha256 = hashlib.sha256(f"{name}{body}".encode()).hexdigest()
    origin = Origin(sha256[:12], f"/kho/{name}", sha256, "application/pdf")
    report = to_report(extract(Document(text, blocks=tuple(blocks))), origin)
    told = Outcome(f"/kho/{name}", f"/kho/{name}", "indexed", sha256, doc_id=origin.doc_id, stage="store")
    store.keep(told, report)
    return origin.doc_id


def implementation(doc_id: str, text: str, told: Mapping[str, Cell]) -> Row:
    """A row of `implementations`: what is not told is empty; `text` is found where it stands in the report."""
    words = str(told.get("text", ""))
    start = text.index(words)
    known: dict[str, Cell] = {"doc_id": doc_id, "page": 1, "start": start, "end": start + len(words), **told}
    return tuple(known.get(column.name, column.empty) for column in tables()["implementations"])
