"""Resolution within one document: little reports, and the directive that each citation refers to."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.abbreviations import find_abbreviations
from extractors.citations import find_citations
from extractors.mention import Mention, Value
from pipeline.document import Document, Letterhead
from pipeline.resolve import Resolution, directives_of, resolve


def _mentions(text: str) -> list[Mention[Value]]:
    found: list[Mention[Value]] = [*find_citations(text), *find_abbreviations(text)]
    return sorted(found, key=lambda mention: mention.start)


def _resolved(text: str, letterhead: Letterhead | None = None) -> list[Resolution]:
    document = Document(text, letterhead=letterhead or Letterhead())
    return list(resolve(document, _mentions(text)).values())


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # Before or after the dated mention.
        ("Kết luận số 01-KL/TW; Kết luận số 01-KL/TW, ngày 18/5/2021", ["01-KL/TW@2021-05-18"] * 2),
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016. Chỉ thị số 05 - CT/TƯ", ["05-CT/TW@2016-05-15"] * 2),
        ("Chỉ thị số 11-CT/TW của Bộ Chính trị", ["11-CT/TW@?"]),
        # Two dates leave an undated mention open.
        ("Kết luận 01-KL/TW, ngày 04/4/2016; Kết luận 01-KL/TW, ngày 18/5/2021; theo Kết luận 01-KL/TW.",
         ["01-KL/TW@2016-04-04", "01-KL/TW@2021-05-18", ""]),
        # … unless its issuer or its type tells.
        ("Kết luận 01-KL/TW, ngày 04/4/2016 của Bộ Chính trị; Kết luận 01-KL/TW, ngày 18/5/2021 của Ban Bí thư; "
         "theo Kết luận 01-KL/TW của Ban Bí thư.",
         ["01-KL/TW@2016-04-04", "01-KL/TW@2021-05-18", "01-KL/TW@2021-05-18"]),
        ("Quy định 12-QĐ/TW, ngày 04/4/2016; Quyết định 12-QĐ/TW, ngày 18/5/2021; theo Quy định 12-QĐ/TW.",
         ["12-QĐ/TW@2016-04-04", "12-QĐ/TW@2021-05-18", "12-QĐ/TW@2016-04-04"]),
        # The regulation that a decision issued.
        ("theo Quy chế 238-QĐ/TW. Quyết định số 238-QĐ/TW, ngày 30/9/2020", ["238-QĐ/TW@2020-09-30"] * 2),
        # Another body's document of the same symbol is not meant.
        ("Nghị quyết 39-NQ/TU, ngày 05/4/2024 của Tỉnh ủy; Nghị quyết 39-NQ/TU của Thành ủy",
         ["39-NQ/TU@2024-04-05", "39-NQ/TU@?"]),
        # Short mentions: the only directive of that type and number.
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016. Thực hiện Chỉ thị 05 và Kết luận 01.",
         ["05-CT/TW@2016-05-15"] * 2 + [""]),
        ("Chỉ thị 05-CT/TW, ngày 15/5/2016; Chỉ thị 05-CT/TU, ngày 01/3/2021; theo Chỉ thị 05.",
         ["05-CT/TW@2016-05-15", "05-CT/TU@2021-03-01", ""]),
        ("Quyết định số 294-QĐ/TW, ngày 26/5/2025. Quy định 294.", ["294-QĐ/TW@2025-05-26", ""]),
        # The centre's own types have one sign, also where no mention gives it.
        ("Chỉ thị 05 của Bộ Chính trị; Kết luận số 6 của Ban Bí thư; Nghị quyết 18 của Ban Chấp hành Trung ương Đảng. "
         "Thực hiện Nghị quyết 18.",
         ["05-CT/TW@?", "06-KL/TW@?", "18-NQ/TW@?", "18-NQ/TW@?"]),
        ("Nghị quyết 35-NQ/TU, ngày 01/3/2021 của Tỉnh ủy; Nghị quyết 35 của Bộ Chính trị",
         ["35-NQ/TU@2021-03-01", "35-NQ/TW@?"]),
        ("Chỉ thị số 05-CT/TW, ngày 15/5/2016; Chỉ thị 05 của Bộ Chính trị", ["05-CT/TW@2016-05-15"] * 2),
        ("Quyết định 217 của Bộ Chính trị; Nghị quyết 12 của Tỉnh ủy; Chỉ thị 07 của Thủ tướng Chính phủ", [""] * 3),
        # A number with its year: the one of that year.
        ("Nghị định số 42/2018/NĐ-CP; Nghị định số 42/2020/NĐ-CP. Theo Nghị định 42/2018.",
         ["42/2018/NĐ-CP@?", "42/2020/NĐ-CP@?", "42/2018/NĐ-CP@?"]),
        ("Nghị định 42/2018/NĐ-CP, ngày 12/3/2018; Nghị định số 42/2018; Nghị định 42/2019.",
         ["42/2018/NĐ-CP@2018-03-12"] * 2 + [""]),
        # A short name that the document defines says which.
        ("Quy định 35-QĐ/TU, ngày 01/3/2021. "
         "Quy định số 35-QĐ/TW, ngày 26/5/2025 (gọi tắt là Quy định 35). Quy định 35.",
         ["35-QĐ/TU@2021-03-01", "35-QĐ/TW@2025-05-26", "35-QĐ/TW@2025-05-26", "35-QĐ/TW@2025-05-26"]),
        # Laws.
        ("Luật đất đai năm 2024; Luật Đất đai (sửa đổi); Luật Nhà ở", ["Luật Đất đai@2024"] * 2 + ["Luật Nhà ở@?"]),
        ("Luật Đất đai năm 2013; Luật Đất đai năm 2024; Luật Đất đai.", ["Luật Đất đai@2013", "Luật Đất đai@2024", ""]),
        ("Luật Đất đai ngày 18 tháng 01 năm 2024; Luật Đất đai năm 2024", ["Luật Đất đai@2024-01-18"] * 2),
        ("Luật Đất đai năm 2024; Luật Đất đai số 31/2024/QH15", ["31/2024/QH15@?"] * 2),
        ("Luật Đất đai ngày 18/01/2024; Luật Đất đai số 31/2024/QH15; Luật Đất đai.", ["31/2024/QH15@2024-01-18"] * 3),
    ],
)  # fmt: skip
def test_a_citation_means_the_one_directive_that_the_document_allows(text: str, ids: list[str]) -> None:
    assert ids == [resolution.directive_id for resolution in _resolved(text)]


def test_what_stays_open_lists_what_it_may_mean() -> None:
    *_, open_one = _resolved("Kết luận 01-KL/TW, ngày 04/4/2016; Kết luận 01-KL/TW, ngày 18/5/2021; Kết luận 01-KL/TW.")
    assert ("", "01-KL/TW@2016-04-04; 01-KL/TW@2021-05-18") == (open_one.directive_id, open_one.candidates)


def test_the_documents_own_letterhead_dates_its_own_number() -> None:
    own = Letterhead(doc_type="Kế hoạch", symbol="12-KH/TU", issued_on=date(2024, 3, 5))
    (resolution,) = _resolved("(Kèm theo Kế hoạch số 12-KH/TU của Tỉnh ủy)", own)
    assert "12-KH/TU@2024-03-05" == resolution.directive_id


def test_an_issuer_goes_to_the_mentions_without_one_but_not_into_their_value() -> None:
    text = "theo Quy chế 238-QĐ/TW; Quyết định số 238-QĐ/TW, ngày 30/9/2020 của Ban Bí thư về Quy chế phối hợp."
    first, _ = find_citations(text)
    resolution, _ = _resolved(text)
    assert ("", "Ban Bí thư") == (first.value.issuer, resolution.issuer)


def test_issuers_that_contradict_each_other_are_not_chosen_between() -> None:
    text = "Kết luận 94-KL/TW, ngày 28/3/2014 của Ban Bí thư; Kết luận 94-KL/TW, ngày 28/3/2014 của Bộ Chính trị"
    assert [""] == sorted({resolution.issuer for resolution in _resolved(text)})


def test_the_register_has_one_row_a_directive_with_the_fullest_subject() -> None:
    text = (
        "theo Quy chế 238-QĐ/TW; Quyết định số 238-QĐ/TW, ngày 30/9/2020 của Ban Bí thư về phối hợp; "
        "Quyết định số 238-QĐ/TW về phối hợp giữa các cấp; Chỉ thị 11-CT/TW; Chỉ thị 99."
    )
    mentions = _mentions(text)
    rows = directives_of(mentions, resolve(Document(text), mentions))
    assert [
        ("238-QĐ/TW@2020-09-30", "Quyết định", "Ban Bí thư", "phối hợp giữa các cấp", 3),
        ("11-CT/TW@?", "Chỉ thị", "", "", 1),
    ] == [(row.directive_id, row.doc_type, row.issuer, row.subject, row.mentions) for row in rows]
