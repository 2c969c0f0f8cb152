"""A store for the benchmark of the pages: a report a month of 330 districts, with tasks, figures and findings."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from extractors.places import place, places
from pipeline.document import Document
from pipeline.layers import pack
from pipeline.store import Outcome, Store
from pipeline.tables import Cell, Report, Row, tables
from tests.benchmarks.archive_search import made_reports, say

_BEGIN = 2018
_PLANNED = (
    "Tổ chức hội nghị báo cáo viên hằng tháng ở các chi bộ trực thuộc",
    "Tiếp tục thực hiện việc rà soát hộ nghèo ở các xã trong huyện",
    "Kiểm tra công tác quản lý đảng viên của các tổ chức cơ sở đảng",
    "Tuyên truyền về chuyển đổi số trong cán bộ, đảng viên và nhân dân",
)


def fill_store(store: Store, chance: random.Random, *, reports: int, passages: int) -> None:
    """Put the made reports into the store, a transaction each, as a batch does; and files that could not be read."""
    for number, report in enumerate(islice(_reports(chance, passages), reports)):
        doc_id, name = str(report.rows["documents"][0][0]), f"/kho/{number:05}.pdf"
        store.keep(Outcome(name, name, "indexed", str(report.rows["documents"][0][2]), doc_id=doc_id), report)
        if number % 50 == 0:
            broken = f"/kho/hỏng-{number:05}.pdf"
            store.keep(Outcome(broken, broken, "quarantined", reason="CORRUPT", message="Tệp hỏng."))
        if number % 1000 == 999:
            say(f"  stored {number + 1:,} reports")


def _reports(chance: random.Random, passages: int) -> Iterator[Report]:
    organs = [(one.unit_id, one.name, _seat(one.unit_id)) for one in islice(places(), 760) if one.kind == "district"]
    organs = organs[:330]
    for number, (rows, told) in enumerate(made_reports(chance, passages=passages, implementations=12)):
        sha256 = hashlib.sha256(f"pages {number}".encode()).hexdigest()
        doc_id = sha256[:12]
        _, name, seat = organs[number % len(organs)]
        month = number // len(organs)
        first = date(_BEGIN + month // 12, month % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        lines = "".join(f"{row[3]}\n" for row in told)
        so_far = f"Lũy kế từ đầu năm kết nạp {100 + 10 * first.month} đảng viên người dân tộc."
        start = len(lines)
        text = f"{lines}{so_far}\nII. NHIỆM VỤ TRỌNG TÂM THÁNG SAU\n" + "".join(f"- {one}.\n" for one in _PLANNED)
        at = start + so_far.index("nạp ") + 4
        planned = start + len(so_far) + 1
        head: dict[str, Cell] = {
            "doc_id": doc_id, "source": f"/kho/{number:05}.pdf", "sha256": sha256, "media_type": "application/pdf",
            "pages": 10, "text_source": "digital", "doc_type": "Kế hoạch" if number % 40 == 7 else "Báo cáo",
            "symbol": f"{number % 400}-BC/HU", "issuer": f"Huyện ủy {name.partition(' ')[2]}", "place": seat,
            "issued_on": (last - timedelta(days=number % 4)).isoformat(), "title": f"Kết quả công tác tháng {first:%m}",
            "period_start": first.isoformat(), "period_end": last.isoformat(), "quality": 1.0, "pages_missing": 0,
        }  # fmt: skip
        count: dict[str, Cell] = {
            "doc_id": doc_id, "mention_id": f"{doc_id}:n1", "page": 10, "start": at, "end": at + 13, "zone": "body",
            "text": text[at : at + 13], "value": str(100 + 10 * first.month), "measure": "đảng viên", "boxes": "[]",
        }  # fmt: skip
        section: dict[str, Cell] = {
            "doc_id": doc_id, "section": "II", "heading": "NHIỆM VỤ TRỌNG TÂM THÁNG SAU", "level": 1, "page": 10,
            "start": planned, "end": len(text), "planned": True,
        }  # fmt: skip
        own = {
            **{table: [(doc_id, *row[1:]) for row in found] for table, found in rows.items()},
            "documents": [_row("documents", head)], "counts": [_row("counts", count)],
            "sections": [_row("sections", section)], "findings": list(_findings(doc_id, number, text, at)),
        }  # fmt: skip
        further = [*_passages(text, start)]
        layers, edges = pack(Document(text))
        yield Report(own, text, layers, edges, [*told, *further])


def _seat(unit_id: str) -> str:
    province = place(unit_id.partition(".")[0])
    return province.name if province else ""


def _passages(text: str, start: int) -> Iterator[Row]:
    for line in text[start:].splitlines():
        yield 10, start, start + len(line), line, ""
        start += len(line) + 1


def _findings(doc_id: str, number: int, text: str, at: int) -> Iterator[Row]:
    """Three that agree, and in every fifth report one that does not."""
    for which in range(4 if number % 5 == 0 else 3):
        told: dict[str, Cell] = {
            "doc_id": doc_id, "rule": "footnote_total", "verdict": "mismatch" if which == 3 else "match",
            "claim": text[at : at + 13], "expected": "110", "found": "110" if which < 3 else "99", "difference": "0",
            "explanation": "Khớp.", "page": 10, "start": at, "end": at + 13, "evidence": f"{at}-{at + 13}",
            "arithmetic": "100 + 10 = 110", "finding_id": f"{number:06}{which:06}", "boxes": "[]",
        }  # fmt: skip
        yield _row("findings", told)


def _row(table: str, told: dict[str, Cell]) -> Row:
    return tuple(told.get(column.name, column.empty) for column in tables()[table])
