"""All tables as one workbook made for an office: «Tổng hợp» first, then a sheet for each table, ready to filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.exports.called import CALLED
from pipeline.exports.in_place import put
from pipeline.exports.spreadsheets import (
    HEAD,
    LONGEST_NOTE,
    MOST_DIGITS,
    MOST_LETTERS,
    MOST_ROWS,
    new_workbook,
    shortened,
)
from pipeline.messages import RefusedError
from pipeline.store import Store
from pipeline.tables import Cell, Column, Row, tables

SHEETS: Mapping[str, str] = {
    "documents": "Báo cáo", "sections": "Mục", "footnotes": "Cước chú", "citations": "Lượt dẫn văn bản",
    "directives": "Văn bản được dẫn", "directive_relations": "Quan hệ văn bản", "dates": "Thời gian",
    "counts": "Số liệu", "unit_mentions": "Lượt nêu đơn vị", "units": "Đơn vị", "implementations": "Thực hiện",
    "findings": "Soát số liệu", "reviews": "Kết luận soát", "outcomes": "Tệp đã gặp", "forms": "Biểu kèm theo",
    "form_cells": "Ô của biểu", "abbreviations": "Viết tắt",
    "corrections": "Chỗ đã sửa",
}  # fmt: skip

LABELS: Mapping[str, str] = {
    "doc_id": "Mã báo cáo", "mention_id": "Mã vị trí", "page": "Trang", "start": "Từ ký tự", "end": "Đến ký tự",
    "text": "Nguyên văn", "zone": "Vùng", "footnote": "Cước chú", "section": "Mục", "source": "Tệp nguồn",
    "sha256": "SHA-256", "media_type": "Kiểu tệp", "pages": "Số trang", "text_source": "Nguồn chữ",
    "doc_type": "Loại văn bản", "symbol": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "issued_on": "Ngày ban hành",
    "title": "Tiêu đề", "period_start": "Từ ngày", "period_end": "Đến ngày", "quality": "Chất lượng chữ",
    "pages_missing": "Số trang thiếu", "place": "Địa danh", "heading": "Đề mục", "level": "Cấp",
    "planned": "Phương hướng", "anchor": "Vị trí gọi", "anchor_page": "Trang gọi", "number": "Số",
    "subject": "Trích yếu", "how": "Cách dẫn", "directive_id": "Mã văn bản", "resolved_on": "Ngày xác định",
    "candidates": "Có thể là", "mentions": "Số lượt dẫn", "documents": "Số báo cáo", "relation": "Quan hệ",
    "to_directive_id": "Với văn bản", "kind": "Loại", "start_on": "Từ ngày", "end_on": "Đến ngày",
    "inferred": "Suy từ ngữ cảnh", "value": "Giá trị", "measure": "Đối tượng đếm", "qualifier": "Mức độ",
    "unit_id": "Mã đơn vị", "notes": "Cước chú đối chiếu", "name": "Tên đầy đủ", "parent_id": "Trực thuộc",
    "province": "Tỉnh", "valid_from": "Có từ ngày", "valid_to": "Đến hết ngày", "successor_ids": "Đơn vị kế tiếp",
    "unit_name": "Đơn vị", "status": "Trạng thái", "activity": "Việc đã làm", "evidence": "Căn cứ",
    "words": "Lời báo cáo", "rule": "Phép kiểm", "verdict": "Kết luận", "claim": "Điều báo cáo nêu",
    "expected": "Báo cáo nêu", "found": "Tính lại", "difference": "Chênh lệch", "explanation": "Giải thích",
    "path": "Đường dẫn", "outcome": "Kết quả", "reason": "Lý do", "message": "Giải thích, việc cần làm",
    "stage": "Bước", "attempts": "Số lần thử", "tried_at": "Lúc", "path_key": "Mã đường dẫn", "boxes": "Ô trên trang",
    "short": "Viết tắt", "full": "Đầy đủ", "same_as": "Như ở", "arithmetic": "Phép tính",
    "finding_id": "Mã kết quả", "decision": "Kết luận của người soát", "reviewer": "Người soát", "note": "Ghi chú",
    "form": "Biểu", "rows": "Số dòng", "columns": "Số cột", "mention": "Nơi nhắc tới biểu",
    "row": "Dòng", "column": "Cột", "row_heading": "Tiêu đề dòng", "column_heading": "Tiêu đề cột",
    "decided_at": "Lúc", "corrected": "Theo chỗ sửa", "correction_id": "Mã chỗ sửa", "fact": "Dữ kiện",
    "table": "Bảng", "action": "Việc sửa", "before": "Trước khi sửa", "after": "Sau khi sửa", "why": "Vì sao",
    "made_at": "Lúc", "undone_by": "Người hoàn tác", "undone_at": "Hoàn tác lúc",
}  # fmt: skip

# For programs, not for people: there, but folded away.
_HIDDEN = frozenset({"sha256", "mention_id", "start", "end", "anchor", "boxes", "path_key", "stage", "media_type",
                     "reason"})  # fmt: skip
_WIDE = frozenset({"text", "title", "heading", "subject", "claim", "explanation", "message", "words", "path", "source"})
_NARROW = frozenset({"page", "level", "pages", "anchor_page", "footnote", "number", "attempts", "notes", "zone"})

_MOMENTS = frozenset({"tried_at", "decided_at", "made_at", "undone_at"})
_VIETNAM = timezone(timedelta(hours=7))

# A figure keeps away from the words of the next column.
_FIGURE = {"valign": "top", "align": "right", "indent": 1}
# In points: a line of text, the head of two lines, and the tallest row that is still read at a glance.
_LINE, _HEAD_HEIGHT, _TALLEST = 15, 32, 300

_VERDICT = [column.name for column in tables()["findings"]].index("verdict")
_COUNTED = ("citations", "counts", "dates", "unit_mentions", "findings")


def write_workbook(store: Store, path: Path) -> None:
    """Write every table of the store into one workbook."""
    with new_workbook(path, constant_memory=True, default_date_format="dd/mm/yyyy") as workbook:
        looks = {
            "head": workbook.add_format(HEAD),
            "cell": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "date": workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "moment": workbook.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top", "align": "left"}),
            "whole": workbook.add_format({"num_format": "#,##0", **_FIGURE}),
            "number": workbook.add_format(_FIGURE),
            "title": workbook.add_format({"bold": True, "font_size": 14}),
        }
        names = {str(r["doc_id"]): PurePosixPath(str(r["source"])).name for r in store.records("documents")}
        _write_summary(workbook.add_worksheet("Tổng hợp"), store, looks)
        for name in tables():
            rows = _mismatches_first(store.rows(name)) if name == "findings" else store.rows(name)
            _write_table(workbook, name, rows, names=names, looks=looks)


def _write_summary(sheet: Any, store: Store, looks: Mapping[str, Any]) -> None:
    totals, counted = store.totals(), store.totals_by_document(_COUNTED)
    lines = (
        ("Báo cáo", totals["documents"]), ("Trang", totals["pages"]),
        ("Lượt dẫn văn bản", totals["citations"]), ("Văn bản được dẫn", totals["directives"]),
        ("Số liệu", totals["counts"]), ("Số liệu có thể đối chiếu với cước chú", totals["checkable"]),
        ("Mốc thời gian", totals["dates"]), ("Lượt nêu tên đơn vị", totals["unit_mentions"]),
    )  # fmt: skip
    sheet.write_string(0, 0, "TỔNG HỢP", looks["title"])
    for row, (label, value) in enumerate(lines, start=2):
        sheet.write_string(row, 0, label, looks["cell"])
        sheet.write_number(row, 1, value, looks["whole"])
    told = ("source", "doc_type", "symbol", "issuer", "issued_on", "title", "period_start", "period_end", "pages")
    columns = [column for name in told for column in tables()["documents"] if column.name == name]
    top = len(lines) + 3
    for at, label in enumerate([*(LABELS[name] for name in told), *(SHEETS[name] for name in _COUNTED)]):
        sheet.write_string(top, at, label, looks["head"])
        sheet.set_column(at, at, 40 if at == 0 or told[at : at + 1] == ("title",) else 16)
    last = top
    for last, record in enumerate(sorted(store.records("documents"), key=_by_issuer_and_day), start=top + 1):
        sheet.set_row(last, _lines(str(record["title"] or ""), 40) * _LINE)
        for at, column in enumerate(columns):
            cell = record[column.name]
            _write_cell(sheet, (last, at), column, PurePosixPath(str(cell)).name if at == 0 else cell, looks)
        for at, name in enumerate(_COUNTED, start=len(told)):
            sheet.write_number(last, at, counted.get(str(record["doc_id"]), {}).get(name, 0), looks["whole"])
    sheet.autofilter(top, 0, last, len(told) + len(_COUNTED) - 1)
    sheet.set_row(top, _HEAD_HEIGHT)
    _lay_out(sheet, head=top)


def _lay_out(sheet: Any, *, head: int) -> None:
    """On paper: A4 across, as wide as the page, with the head on each of them and the pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P/&N")


def _by_issuer_and_day(record: Mapping[str, Cell]) -> tuple[str, ...]:
    return tuple(str(record[name] or "") for name in ("issuer", "period_end", "issued_on", "source"))


def _write_table(
    workbook: Any, name: str, rows: Iterable[Row], *, names: Mapping[str, str], looks: Mapping[str, Any]
) -> None:
    """One table, on as many sheets as it needs; where rows belong to a report, its file's name comes first."""
    columns = tables()[name]
    of_report = columns[0].name == "doc_id" and name != "documents"
    shown = (Column("report"), *columns) if of_report else tuple(columns)
    named = ((names.get(str(row[0]), ""), *row) if of_report else row for row in rows)
    for number, part in enumerate(_parts(named), start=1):
        title = SHEETS.get(name, name)
        sheet = workbook.add_worksheet(title if number == 1 else f"{title} ({number})")
        for at, column in enumerate(shown):
            sheet.write_string(0, at, LABELS.get(column.name, "Báo cáo" if at == 0 else column.name), looks["head"])
            sheet.set_column(at, at, _width(column), None, {"hidden": column.name in _HIDDEN})
        sheet.set_row(0, _HEAD_HEIGHT)
        last = 0
        for last, row in enumerate(part, start=1):
            # Holding findings are folded away: one click on the margin shows them.
            folded = {"level": 1, "hidden": True} if name == "findings" and row[_VERDICT + 1] == "match" else {}
            sheet.set_row(last, _height(shown, row), None, folded)
            for at, (column, cell) in enumerate(zip(shown, row, strict=True)):
                _write_cell(sheet, (last, at), column, cell, looks)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(shown) - 1)
        _lay_out(sheet, head=0)


def _mismatches_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: ("mismatch", "unverifiable", "match").index(str(row[_VERDICT])))


def _parts(rows: Iterator[Row]) -> Iterator[Iterator[Row]]:
    """The rows by the sheetful, at least one: an empty table still has its header."""
    yield islice(rows, MOST_ROWS)
    for first in rows:
        yield chain([first], islice(rows, MOST_ROWS - 1))


def _width(column: Column) -> int:
    if column.name in _WIDE:
        return 50
    if column.name in _MOMENTS:
        return 17
    return 9 if column.name in _NARROW else 14 if column.kind != "text" or column.name == "doc_id" else 22


def _height(shown: Sequence[Column], row: Row) -> int:
    """How tall a row is so that its longest cell shows; no program does that for a file it has not made."""
    cells = zip(shown, row, strict=True)
    lines = (_lines(str(cell), _width(c)) for c, cell in cells if c.kind == "text" and cell and c.name not in _HIDDEN)
    return min(max(lines, default=1) * _LINE, _TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


def _write_cell(sheet: Any, place: tuple[int, int], column: Column, cell: Cell, looks: Mapping[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_string(*place, "có" if cell else "không", looks["cell"])
    elif column.name in _MOMENTS and (moment := _moment(str(cell))) is not None:
        sheet.write_datetime(*place, moment, looks["moment"])
    elif column.kind == "date":
        sheet.write_datetime(*place, date.fromisoformat(str(cell)), looks["date"])
    elif column.kind != "text" and len(str(cell).strip("-").replace(".", "")) <= MOST_DIGITS:
        sheet.write_number(*place, float(cell), looks["number" if "." in str(cell) else "whole"])
    else:
        text = CALLED.get(column.name, {}).get(str(cell), str(cell))
        sheet.write_string(*place, shortened(text, MOST_LETTERS), looks["cell"])


def _moment(iso: str) -> datetime | None:
    """A moment by the clock of Vietnam; None where it is none."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (moment.astimezone(_VIETNAM) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)


# What each cell of the matrix says, and its colour.
_STATUSES: Mapping[str, tuple[str, str]] = {
    "implemented": ("Đã thực hiện", "#C6E5C3"), "in_progress": ("Đang thực hiện", "#CDE7EE"),
    "planned": ("Có kế hoạch", "#D5DDF2"), "not_implemented": ("Chưa thực hiện", "#F2C4C0"),
    "monitored": ("Được giám sát", "#E4D3EC"), "conflict": ("Thông tin trái nhau", "#FFE28A"),
    "no_evidence": ("", "#F4F4F4"),
}  # fmt: skip


def write_matrix(path: Path, directives: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    """Write the matrix as a coloured sheet, with a note beside each cell: the report's words, its file, the page.

    `RefusedError` where the ending is no `.xlsx`; `OSError` where it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise RefusedError("Không ghi được kiểu tệp này: {path}. Hãy đặt tên tệp có đuôi .xlsx.", path=path)
    put(path, lambda part: _write_matrix(part, directives, records))


def _write_matrix(path: Path, directives: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    with new_workbook(path) as workbook:
        head = workbook.add_format(HEAD)
        plain = workbook.add_format({"valign": "top"})
        looks = {status: workbook.add_format({"bg_color": colour, "border": 1, "border_color": "#FFFFFF",
                                              "text_wrap": True, "valign": "top"})
                 for status, (_, colour) in _STATUSES.items()}  # fmt: skip
        sheet = workbook.add_worksheet("Ma trận")
        for at, label in enumerate(["Đơn vị", "Tỉnh", *directives]):
            sheet.write_string(0, at, label, head)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 1 + len(directives), 20)
        sheet.set_row(0, _HEAD_HEIGHT)
        sheet.freeze_panes(1, 2)
        row, unit = 0, None
        _lay_out(sheet, head=0)
        for place, record in enumerate(records):
            if place % len(directives) == 0:
                row, unit = row + 1, record
                sheet.write_string(row, 0, str(unit["unit_name"]), plain)
                sheet.write_string(row, 1, str(unit["province"]), plain)
            column = 2 + place % len(directives)
            sheet.write_string(row, column, _STATUSES[record["status"]][0], looks[record["status"]])
            if record["evidence"]:
                note = {"width": 420, "height": 220, "author": "baocao"}
                sheet.write_comment(row, column, _note(record["evidence"]), note)
        sheet.autofilter(0, 0, max(row, 1), 1 + len(directives))


def _note(evidence: Sequence[Mapping[str, Any]]) -> str:
    """What the reports say: «Đã thực hiện: Huyện Bắc Mê … (báo cáo.pdf, trang 3)»."""
    told = (
        f"{_STATUSES[one['status']][0]}: {one['text']} ({PurePosixPath(str(one['source'])).name}, trang {one['page']})"
        for one in evidence
    )
    return shortened("\n\n".join(told), LONGEST_NOTE)
