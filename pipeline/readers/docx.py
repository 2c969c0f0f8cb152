"""Word files (.docx, .docm, .dotx) → Document: «word/document.xml» and its notes, with nothing else opened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pipeline.document import Document, Footnote, Page
from pipeline.readers.encodings import Encoding, is_garbled, lost_encoding
from pipeline.readers.errors import UnreadableError
from pipeline.readers.ooxml import LIMITS, Limits, Package, bomb, corrupt
from pipeline.readers.word_headers import first_header
from pipeline.readers.word_layout import Call, Layout, joined_line
from pipeline.readers.word_lines import WordLine
from pipeline.readers.word_numbering import Numbering, to_label
from pipeline.readers.word_story import Paragraph, Story, TableItem
from pipeline.readers.word_styles import VAL, Element, Styles, W, number

_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_ASKED = 200  # paragraphs that are asked for the encoding of all
_EMPTY_BRACKETS = re.compile(r"(?:\(\s*\)|\[\s*\])\s*")  # «(1)» before a note, without its mark


def read_docx(path: Path, limits: Limits = LIMITS) -> Document:
    """The document in a Word file: the body in reading order, then its footnotes and endnotes.

    `UnreadableError` where the file is damaged, locked, hostile or without text.
    """
    with Package(path, limits) as package:
        try:
            return _read(package)
        except RecursionError as error:
            raise bomb("các phần lồng nhau quá sâu") from error


def _read(package: Package) -> Document:
    main = package.main_part()
    root = None if main is None else package.tree(main)
    body = None if root is None else root.find(f"{W}body")
    if main is None or root is None or body is None:
        raise corrupt("không có phần văn bản chính")

    def part(kind: str) -> Element | None:
        name = package.related(main, kind)
        return None if name is None else package.tree(name)

    styles = Styles(part("styles"))
    story = Story(styles, Numbering(part("numbering"), styles), _lost_encoding(body))
    layout = Layout()
    layout.items(first_header(package, main, body, story))
    layout.items(story.items(body))
    notes: list[Footnote] = []
    for kind, rules in _note_rules(body, part("settings")).items():
        found = part(f"{kind}s")
        if found is not None:
            notes += _lay_notes(layout, story, kind, found, rules)
    text = layout.text()
    if not text.strip():
        raise _without_text(root)
    if is_garbled(text):
        raise _garbled()
    return Document(
        text=text,
        pages=tuple(Page(at) for at in range(1, layout.pages + 1)),
        stretches=layout.stretches(),
        blocks=tuple(sorted(layout.blocks, key=lambda block: block.start)),
        footnotes=tuple(notes),
        tables=tuple(sorted(layout.tables, key=lambda table: (table.start, -table.end))),
    )


def _lost_encoding(body: Element) -> Encoding | None:
    """The encoding that the document's words tell where their fonts do not; paragraphs in Unicode are not asked."""
    words: list[str] = []
    for paragraph in body.iter(f"{W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        if not text.isascii():
            words.append(text)
        if len(words) > _ASKED:
            break
    found = Counter(encoding for text in words if (encoding := lost_encoding(text)) is not None)
    return found.most_common(1)[0][0] if found else None


@dataclass(frozen=True, slots=True)
class _NoteRule:
    """How the notes of one kind are numbered in one section."""

    form: str
    start: int = 1
    restart: str = "continuous"

    def changed_by(self, properties: Element | None) -> _NoteRule:
        """This rule with what a `w:footnotePr` says."""
        said = {} if properties is None else {str(child.tag): child for child in properties}
        start, form, restart = (said.get(f"{W}{name}") for name in ("numStart", "numFmt", "numRestart"))
        first = number(start)
        return _NoteRule(
            self.form if form is None else form.get(VAL, self.form),
            self.start if first is None else first,
            self.restart if restart is None else restart.get(VAL, self.restart),
        )


_NoteKind = Literal["footnote", "endnote"]
_USUAL_RULES: dict[_NoteKind, _NoteRule] = {"footnote": _NoteRule("decimal"), "endnote": _NoteRule("lowerRoman")}


def _note_rules(body: Element, settings: Element | None) -> dict[_NoteKind, list[_NoteRule]]:
    """For each kind of note, its rule in each section."""
    former = set(body.iterfind(f".//{W}sectPrChange/{W}sectPr"))
    sections = [each for each in body.iter(f"{W}sectPr") if each not in former]
    rules: dict[_NoteKind, list[_NoteRule]] = {}
    for kind, usual in _USUAL_RULES.items():
        base = usual.changed_by(None if settings is None else settings.find(f"{W}{kind}Pr"))
        rules[kind] = [base.changed_by(section.find(f"{W}{kind}Pr")) for section in sections] or [base]
    return rules


def _marked(calls: Iterable[Call], rules: list[_NoteRule]) -> Iterator[tuple[Call, str]]:
    """Each call with its mark as Word prints it: the author's own, or the next number."""
    before: Call | None = None
    following = rules[0].start
    for call in calls:
        rule = rules[min(call.section, len(rules) - 1)]
        anew = before is None or {
            "eachSect": call.section != before.section,
            "eachPage": call.page != before.page,
        }.get(rule.restart, False)  # fmt: skip
        if anew:
            following = rule.start
        if not call.note.mark:
            yield call, to_label(following, rule.form)
            following += 1
        else:
            yield call, call.note.mark
        before = call


def _lay_notes(
    layout: Layout, story: Story, kind: _NoteKind, root: Element, rules: list[_NoteRule]
) -> Iterator[Footnote]:
    """Lay the called notes of one kind after the text, one block each, on the page that calls them."""
    notes = {note.get(f"{W}id"): note for note in root}
    for call, mark in _marked([call for call in layout.calls if call.note.kind == kind], rules):
        note = notes.get(call.note.note_id)
        paragraphs = [] if note is None else list(_paragraphs(story.items(note)))
        printed = _without_mark(joined_line(paragraphs), call.note.mark)
        if printed.text:
            layout.turn_to(call.page)
            start = layout.at
            layout.line(printed, paragraphs[0].shape)
            yield Footnote(mark, call.anchor, start, start + len(printed.text))


def _paragraphs(items: Iterable[Paragraph | TableItem]) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for row in item.rows:
                for cell in row:
                    yield from _paragraphs(cell.items)


def _without_mark(printed: WordLine, mark: str) -> WordLine:
    """The note alone: without the mark that its author typed before it, or the brackets around Word's."""
    text = printed.text
    if mark and text.startswith(mark):
        text = text[len(mark) :].lstrip()
    empty = _EMPTY_BRACKETS.match(text)
    return replace(printed, text=text[empty.end() :] if empty else text, marks=())


def _without_text(root: Element) -> UnreadableError:
    if next(root.iter(*_PICTURES), None) is not None:
        return UnreadableError(
            "Tệp Word chỉ có ảnh, không có chữ.",
            reason="NEEDS_OCR",
            next_step="Hãy lưu tệp thành PDF rồi nạp lại với nhận dạng chữ (OCR).",
        )
    return UnreadableError(
        "Tệp Word không có chữ nào.", reason="NO_TEXT", next_step="Hãy kiểm tra xem có gửi nhầm tệp không."
    )


def _garbled() -> UnreadableError:
    return UnreadableError(
        "Chữ trong tệp viết bằng bảng mã cũ không nhận ra được (không phải Unicode, TCVN3 hay VNI).",
        reason="GARBLED_TEXT",
        next_step="Hãy mở tệp bằng Word, chuyển sang Unicode (Times New Roman) rồi lưu thành .docx và nạp lại.",
    )
