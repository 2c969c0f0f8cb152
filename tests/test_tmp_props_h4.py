"""Reports made so that their figures agree yield no mismatch; one figure changed yields one that names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mention import Span
from pipeline.facts import Finding
from tests.archives import add, archive
from tests.little_reports import findings_of, read_report

KINDS = ["báo cáo", "kế hoạch", "quyết định", "công văn", "tờ trình", "chương trình"]
PLACES = ["huyện Mèo Vạc", "huyện Yên Minh", "huyện Đồng Văn", "huyện Quản Bạ", "huyện Bắc Mê", "huyện Xín Mần"]
CLASSES = ["bồi dưỡng kết nạp Đảng", "đảng viên mới", "chuyên đề", "cập nhật kiến thức", "nghiệp vụ", "sơ cấp lý luận"]
PUNISHED = ["khiển trách", "cảnh cáo", "cách chức", "khai trừ"]


@dataclass(frozen=True)
class Slot:
    """A figure of a report that can be changed: where its text is to be put in, and its value."""

    name: str
    value: int


def printed(value: int) -> str:
    """As reports print it: «05», «28», «1.862»."""
    return f"{value:02}" if value < 10 else f"{value:,}".replace(",", ".")


def kinds_of_document(values: list[int]) -> str:
    parts = [f"{{p{at}}} {KINDS[at]}" for at in range(len(values))]
    return f"Tham mưu ban hành {{whole}} văn bản, gồm: {'; '.join(parts)}."


def kinds_by_commas(values: list[int]) -> str:
    *parts, last = [f"{{p{at}}} {KINDS[at]}" for at in range(len(values))]
    return f"Đã trình {{whole}} văn bản, bao gồm {', '.join(parts)} và {last}; cấp phát tài liệu."


def places(values: list[int]) -> str:
    parts = [f"{PLACES[at]} {{p{at}}} hội nghị" for at in range(len(values))]
    return f"Tổ chức {{whole}} hội nghị, cụ thể: {', '.join(parts)}."


def bullets(values: list[int]) -> str:
    parts = [f"- {{p{at}}} {KINDS[at]} về tuyên truyền" for at in range(len(values))]
    return "Đã gửi {whole} văn bản, gồm:\n" + ";\n".join(parts) + "."


def punished(values: list[int]) -> str:
    parts = [f"{PUNISHED[at % 4]} {{p{at}}}" for at in range(len(values[:4]))]
    return f"Thi hành kỷ luật {{whole}} đảng viên ({', '.join(parts)})."


def noted(values: list[int]) -> str:
    parts = [f"{{p{at}}} lớp {CLASSES[at]}" for at in range(len(values))]
    return f"Đã mở được {{whole}} lớp[^1] trong kỳ.\n[^1]: Cụ thể: {'; '.join(parts)}."


FORMS = [kinds_of_document, kinds_by_commas, places, bullets, punished, noted]


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    form = draw(st.sampled_from(FORMS))
    values = draw(st.lists(st.integers(1, 4000), min_size=2, max_size=4 if form is punished else 6))
    return form(values), {"whole": sum(values), **{f"p{at}": value for at, value in enumerate(values)}}


# Paragraphs with figures of their own between those under audit: none is a part of anything.
BETWEEN = [
    "Công tác tuyên truyền được duy trì thường xuyên tại 193 xã, phường, thị trấn.",
    "Trong kỳ có 12 đồng chí được điều động (tăng 03 đồng chí so với cùng kỳ năm 2023).",
    "Thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị, đã mở 28 hội nghị, mỗi hội nghị 60 đại biểu.",
    "Kỷ niệm 70 năm chiến thắng Điện Biên Phủ (7/5/1954-7/5/2024), thu hút trên 280 lượt người.",
]


@st.composite
def long_reports(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """Several statements in one report, each with its own figures, and others between them."""
    paragraphs, notes, values = [], [], dict[str, int]()
    for number, form in enumerate(draw(st.lists(st.sampled_from(FORMS), min_size=2, max_size=4, unique=True))):
        own = draw(st.lists(st.integers(1, 4000), min_size=2, max_size=4))
        template = form(own).replace("{", f"{{s{number}").replace("[^1]", f"[^{number}]")
        body, _, note = template.partition(f"\n[^{number}]: ")
        paragraphs += [body, draw(st.sampled_from(BETWEEN))]
        notes += [f"[^{number}]: {note}"] if note else []
        values |= {f"s{number}whole": sum(own)} | {f"s{number}p{at}": value for at, value in enumerate(own)}
    return "\n".join(["@ 2024-05-20", *paragraphs, *notes]), values


def write(template: str, values: dict[str, int]) -> str:
    return template.format(**{name: printed(value) for name, value in values.items()})


def where(template: str, values: dict[str, int], name: str) -> Span:
    """Where the figure `name` stands in the document's text."""
    marked = template.format(**{key: "⟦" if key == name else printed(value) for key, value in values.items()})
    start = read_report(marked).text.index("⟦")
    return Span(start, start + len(printed(values[name])))


def names(finding: Finding, span: Span) -> bool:
    return any(one.start <= span.start < one.end for one in (finding.span, *finding.evidence))


@settings(max_examples=500, deadline=None)
@given(reports())
def test_a_report_whose_figures_agree_has_no_mismatch(report: tuple[str, dict[str, int]]) -> None:
    findings = findings_of(write(*report))
    assert [] == [finding for finding in findings if finding.verdict != "match"]
    assert findings


@settings(max_examples=500, deadline=None)
@given(reports(), st.data())
def test_one_changed_figure_yields_a_mismatch_that_names_it(
    report: tuple[str, dict[str, int]], data: st.DataObject
) -> None:
    template, values = report
    name = data.draw(st.sampled_from(sorted(values)))
    changed = data.draw(st.integers(1, 30000).filter(lambda value: value != values[name]))
    values = {**values, name: changed}
    wrong = [finding for finding in findings_of(write(template, values)) if finding.verdict == "mismatch"]
    assert any(names(finding, where(template, values, name)) for finding in wrong)


@settings(max_examples=500, deadline=None)
@given(long_reports())
def test_statements_that_agree_agree_side_by_side(report: tuple[str, dict[str, int]]) -> None:
    template, values = report
    findings = findings_of(write(template, values))
    assert [] == [finding for finding in findings if finding.verdict != "match"]
    wholes = [name for name in values if name.endswith("whole")]
    assert all(any(one.span.start == where(template, values, name).start for one in findings) for name in wholes)


@settings(max_examples=500, deadline=None)
@given(long_reports(), st.data())
def test_one_changed_figure_is_wrong_in_its_own_statement_alone(
    report: tuple[str, dict[str, int]], data: st.DataObject
) -> None:
    template, values = report
    name = data.draw(st.sampled_from(sorted(values)))
    values = {**values, name: values[name] + data.draw(st.integers(1, 500))}
    wrong = [finding for finding in findings_of(write(template, values)) if finding.verdict == "mismatch"]
    assert [name[:2]] == [
        found[:2] for f in wrong for found in values if f.span.start == where(template, values, found).start
    ]
    assert all(names(finding, where(template, values, name)) for finding in wrong)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=5), st.data())
def test_totals_that_grow_by_the_month_agree_and_one_that_does_not_is_told(
    added: list[int], data: st.DataObject
) -> None:
    totals = list(accumulate(added, initial=100))[1:]
    wrong = data.draw(st.integers(1, len(added) - 1))
    off = data.draw(st.integers(-90, 90).filter(bool))
    for slip in (0, off):
        said = [total + slip * (at == wrong) for at, total in enumerate(totals)]
        with TemporaryDirectory() as folder:
            store = archive(Path(folder))
            for month, (new, total) in enumerate(zip(added, said, strict=True), start=1):
                body = f"Trong tháng, kết nạp {printed(new)} đảng viên (lũy kế từ đầu năm: {printed(total)} đảng viên)."
                title = f"kết quả công tác tháng {month} năm 2024"
                add(store, str(month), body, issued_on=date(2024, month, 25), number=month, title=title)
            found = [r["claim"] for r in store.records("findings") if r["verdict"] == "mismatch"]
            store.engine.dispose()
        later = [f"{printed(one)} đảng viên" for one in said[wrong : wrong + 2]]
        assert sorted(later if slip else []) == sorted(map(str, found))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 3000)), min_size=2, max_size=6), st.data())
def test_two_measures_of_one_note_are_added_apart(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    classes, people = sum(row[0] for row in rows), sum(row[1] for row in rows)
    off = data.draw(st.integers(0, 500))
    note = "; ".join(
        f"{printed(count)} lớp {CLASSES[at]} với {printed(heads)} học viên" for at, (count, heads) in enumerate(rows)
    )
    body = f"Mở được {printed(classes)} lớp với {printed(people + off)} học viên[^1]."
    findings = findings_of(f"{body}\n[^1]: Cụ thể: {note}.")
    expected = {"học viên": "mismatch" if off else "match", "lớp": "match"}
    assert expected == {finding.claim.split(" ", 1)[1]: finding.verdict for finding in findings}


@settings(max_examples=500, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 2), st.integers(-300, 300))
def test_a_share_holds_rounded_or_cut_off_and_not_otherwise(part: int, rest: int, places: int, off: int) -> None:
    whole = part + rest
    scaled = part * 100 * 10**places
    cut, half = scaled // whole, (2 * scaled + whole) // (2 * whole)
    share = cut + off
    text = f"{share // 10**places}" + (f",{share % 10**places:0{places}}" if places else "")
    if share < 1:
        return
    (finding,) = findings_of(f"Có {part}/{whole} chi bộ, đạt {text}%.")
    assert ("match" if share in (cut, half) else "mismatch") == finding.verdict


@settings(max_examples=500, deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=2, max_size=7), st.integers(-100, 100))
def test_the_total_of_a_column_is_the_sum_of_its_cells(values: list[int], off: int) -> None:
    lines = ["TT | Đơn vị | Số lớp"]
    lines += [f"{at + 1} | Xã số {chr(65 + at)} | {value}" for at, value in enumerate(values)]
    if sum(values) + off < 0:
        return
    lines.append(f"Tổng cộng | | {sum(values) + off}")
    (finding,) = findings_of("\n".join(lines))
    assert ("mismatch" if off else "match") == finding.verdict
