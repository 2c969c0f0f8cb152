"""Whole reports, line by line: a change shows as facts gained and lost in tests/golden/*.txt."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.facts import Extraction
from pipeline.readers import read
from tests.conftest import REPORTS

GOLDEN = Path(__file__).parent / "golden"
DIGITAL = ("report.docx", "report.pdf", "report-mixed-fonts.pdf")


def lines(extraction: Extraction, *, paged: bool = True) -> Iterator[str]:
    """One line a section, mention, implementation and finding, in text order; pages only where the format has them."""
    document = extraction.document
    yield f"letterhead {document.letterhead}"
    for section in document.sections:
        yield f"section {section.path} {section.heading}{' (planned)' if section.planned else ''}"
    for at, mention in enumerate(extraction.mentions):
        zone = document.zone_at(mention.start)
        where = f"{zone.name}{':' + zone.footnote if zone.footnote else ''}"
        page = f" p{document.page_at(mention.start)}" if paged else ""
        value = " ".join(
            f"{field.name}={text}"
            for field in fields(mention.value)  # type: ignore[arg-type]
            if (text := str(getattr(mention.value, field.name)))
        )
        resolved = f" -> {extraction.resolutions[at].directive_id}" if at in extraction.resolutions else ""
        yield f"{mention.label} {where}{page} «{mention.text}» {value}{resolved}"
    for row in extraction.implementations:
        yield f"implementation {row.directive_id} {row.unit_name} {row.status} {row.activity}"
    for finding in extraction.findings:
        yield f"finding {finding.rule} {finding.verdict} «{finding.claim}» {finding.expected} {finding.found}"


@pytest.mark.parametrize("name", DIGITAL)
def test_a_report_yields_what_its_golden_file_says(name: str, request: pytest.FixtureRequest) -> None:
    found = "\n".join(lines(extract(read(REPORTS / name)))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == found


def test_word_and_both_renderings_in_pdf_yield_the_same_facts() -> None:
    word, pdf, mixed = (list(lines(extract(read(REPORTS / name)), paged=False)) for name in DIGITAL)
    assert word == pdf
    assert word == mixed


@pytest.mark.parametrize("name", DIGITAL)
def test_every_mention_is_a_piece_of_the_one_text(name: str) -> None:
    extraction = extract(read(REPORTS / name))
    text = extraction.document.text
    assert [mention.text for mention in extraction.mentions] == [text[m.start : m.end] for m in extraction.mentions]


@pytest.mark.parametrize("name", DIGITAL[1:])
def test_every_mention_in_a_pdf_has_a_box_on_its_page(name: str) -> None:
    document = (extraction := extract(read(REPORTS / name))).document
    for mention in extraction.mentions:
        boxes = list(document.boxes(mention.start, mention.end))
        assert boxes, mention
        for box in boxes:
            page = document.pages[box.page - 1]
            assert 0 <= box.x0 < box.x1 <= page.width, mention
            assert 0 <= box.top < box.bottom <= page.height, mention
        assert boxes[0].page == document.page_at(mention.start)
