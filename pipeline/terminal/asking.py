"""`baocao matrix --from questions.xlsx`: a sheet of directives and units answered as a filled copy of it."""

# ruff: noqa: PLC0415, T201  the command loads what it needs when it runs; JSON goes out as it is
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from pipeline.messages import RefusedError, Words, number
from pipeline.terminal.writing import put_json, writing_to

if TYPE_CHECKING:
    from pipeline.exports.filling import Link, Sheets
    from pipeline.questions.answers import Answer
    from pipeline.questions.asked import Head


def answer_sheet(args: argparse.Namespace, words: Words) -> None:
    """Answer the sheet `args.questions` into `args.to`, beside it where that is empty; with `--json`, print instead.

    `RefusedError` where it cannot be read, asks for nothing, or the copy cannot be written.
    """
    from pipeline.exports.filling import Sheets
    from pipeline.periods import read_day, read_period
    from pipeline.questions.answers import answer
    from pipeline.questions.asked import find_questions
    from pipeline.store import open_store

    if args.directive or args.unit:
        raise RefusedError("Với --from, bảng hỏi nói văn bản và đơn vị nào: bỏ --directive, --unit.")
    path = Path(args.questions)
    sheets = Sheets(path)
    asked = {name: find_questions(rows) for name, rows in sheets.rows().items()}
    if not any(questions for questions, _ in asked.values()):
        raise RefusedError(
            "Không thấy câu hỏi nào trong {path}: cần số, ký hiệu văn bản ở dòng đầu và tên đơn vị ở cột bên trái, "
            "hoặc mỗi dòng một đơn vị và một văn bản.",
            path=path,
        )
    store = open_store(args.store)
    period = read_period(args.period) if args.period else None
    as_of = read_day(args.as_of) if args.as_of else None
    answers = {
        name: answer(store, questions, words, level=args.level, period=period, as_of=as_of)
        for name, (questions, _) in asked.items()
    }
    if args.json:
        put_json([{"sheet": name, **asdict(one)} for name, some in answers.items() for one in some])
    if args.to or not args.json:
        to = Path(args.to) if args.to else path.with_name(f"{path.stem}-tra-loi{path.suffix}")
        if to.exists() and to.samefile(path):
            raise RefusedError("Hãy ghi câu trả lời ra một tệp khác: {path} là bảng hỏi.", path=path)
        heads = {name: head for name, (_, head) in asked.items() if head is not None}
        _write(sheets, to, answers, heads, words)


def _write(
    sheets: Sheets, to: Path, answers: Mapping[str, Sequence[Answer]], heads: Mapping[str, Head], words: Words
) -> None:
    from pipeline.exports.filling import Filled

    cells = {
        name: {(one.question.row, one.question.column): Filled(one.told, _note(one, words)) for one in some}
        for name, some in answers.items()
    }
    for name, head in heads.items():
        cells[name][head.row, head.column] = Filled(words("Trạng thái"))
    taken, title = set(sheets.rows()), words("Căn cứ")
    title = next(one for n in range(1, len(taken) + 2) if (one := title if n == 1 else f"{title} ({n})") not in taken)
    evidence = list(_evidence(answers, words))
    with writing_to(to, words):
        filled = sheets.fill(to, cells, title, evidence)
    every = [(name, one) for name, some in answers.items() for one in some]
    written = [one for name, one in every if (name, one.question.row, one.question.column) in filled]
    unclear = sum(not one.status for one in written)
    told = words("Đã trả lời {n} ô, {unclear} ô chưa rõ câu hỏi: {path}", n=number(len(written) - unclear),
                 unclear=number(unclear), path=to)  # fmt: skip
    print(told, file=sys.stderr)
    if kept := len(every) - len(written):
        print(words("{n} ô đã có chữ sẵn nên để nguyên, không ghi đè.", n=number(kept)), file=sys.stderr)


def _note(one: Answer, words: Words) -> str:
    """What the reports say: «đã thực hiện: Huyện Bắc Mê … (báo cáo.pdf, tr. 3)»."""
    from pipeline.statuses import STATUSES

    return "\n\n".join(
        f"{words(STATUSES[row['status']])}: {row['text']} "
        f"({PurePosixPath(str(row['source'])).name}, {words('tr.')} {row['page']})"
        for row in one.evidence
    )


def _evidence(answers: Mapping[str, Sequence[Answer]], words: Words) -> Iterator[Sequence[str | Link]]:
    """A row for each row of evidence, and one for each cell that was not understood."""
    from pipeline.exports.filling import Link
    from pipeline.questions.answers import tell_directive
    from pipeline.statuses import STATUSES

    yield [words(head) for head in ("Ô", "Đơn vị", "Văn bản", "Trạng thái", "Tệp", "Trang", "Câu", "Liên kết")]
    for name, some in answers.items():
        for one in some:
            place = f"{name}!{_address(one)}" if name and len(answers) > 1 else _address(one)
            if not one.status:
                yield [place, one.question.unit, one.question.directive, one.told, "", "", "", ""]
            for row in one.evidence:
                source, page = str(row["source"]), str(row["page"] or "")
                to = f"file://{quote(source)}" + (f"#page={page}" if page else "") if source.startswith("/") else ""
                yield [place, one.unit, tell_directive(one.directive_id), words(STATUSES[row["status"]]),
                       PurePosixPath(source).name, page, str(row["text"]), Link(words("mở tệp"), to)]  # fmt: skip


def _address(one: Answer) -> str:
    """Where a cell stands, as a spreadsheet names it: «C5»."""
    letters, left = "", one.question.column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{one.question.row + 1}"
