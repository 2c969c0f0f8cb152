"""What other programs get, read back: every mention of W3C annotations and spaCy's files is that of the tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from pipeline.cli import main
from pipeline.exports.annotations import CONTEXT, PDF_FRAGMENTS
from pipeline.exports.docbin import KEY, widened_spans
from pipeline.store import Store, open_store
from pipeline.tables import mention_tables

REPORTS = Path(__file__).parent.parent / "corpus" / "reports"

Json = Mapping[str, Any]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a PDF, which has boxes, and a Word file, which has none."""
    made = f"sqlite:///{tmp_path_factory.mktemp('kho') / 'baocao.db'}"
    files = [str(REPORTS / name) for name in ("report.pdf", "report.docx")]
    assert 0 == main(["ingest", *files, "--store", made, "--workers", "1"])
    return made


@pytest.fixture(scope="module")
def store(url: str) -> Store:
    return open_store(url)


def rows(store: Store) -> list[dict[str, Any]]:
    return [dict(record, label=label) for label in mention_tables() for record in store.records(label)]


def ordered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: (row["doc_id"], row["mention_id"]))


@pytest.fixture(scope="module")
def web(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    assert 0 == main(["export", "--format", "webannotation", "--to", str(folder), "--store", url])
    return folder


def read(path: Path) -> Json:
    made: Json = json.loads(path.read_text("utf-8"))
    assert CONTEXT == made["@context"]
    return made


def pages(folder: Path) -> Iterator[tuple[Path, Json]]:
    """The collection's pages, by following the links from one to the next."""
    collection = folder / "annotations.jsonld"
    path: Path | None = folder / read(collection)["first"]
    while path is not None:
        page = read(path)
        assert ("AnnotationPage", collection.resolve()) == (page["type"], (path.parent / page["partOf"]).resolve())
        yield path, page
        path = path.parent / page["next"] if "next" in page else None


def items(folder: Path) -> Iterator[tuple[Path, Json]]:
    return ((path, one) for path, page in pages(folder) for one in page["items"])


def test_every_annotation_holds_the_row_of_its_mention(store: Store, web: Path) -> None:
    found = []
    for _, one in items(web):
        tag, row = one["body"]
        assert ("tagging", "describing", "application/json") == (tag["purpose"], row["purpose"], row["format"])
        found.append(dict(json.loads(row["value"]), label=tag["value"]))
    assert ordered(rows(store)) == ordered(found)


def test_both_selectors_find_the_words_in_the_text_that_is_beside_them(web: Path) -> None:
    for path, one in items(web):
        target = one["target"][0]
        text = (path.parent / target["source"]).resolve().read_bytes().decode("utf-8")
        place, quote = target["selector"]
        assert ("TextPositionSelector", "TextQuoteSelector") == (place["type"], quote["type"])
        words = json.loads(one["body"][1]["value"])["text"]
        assert words == text[place["start"] : place["end"]] == quote["exact"]
        whole = quote["prefix"] + words + quote["suffix"]
        assert text.startswith(whole, place["start"] - len(quote["prefix"]))
        assert min(32, place["start"]) == len(quote["prefix"])
        assert min(32, len(text) - place["end"]) == len(quote["suffix"])


def test_a_mention_in_a_pdf_has_its_boxes_and_one_in_a_word_file_has_none(store: Store, web: Path) -> None:
    kinds = {record["doc_id"]: record["media_type"] for record in store.records("documents")}
    drawn = set()
    for _, one in items(web):
        row = json.loads(one["body"][1]["value"])
        boxes = json.loads(row["boxes"] or "[]")
        fragments = one["target"][1:]
        assert len(boxes) == len(fragments)
        drawn |= {kinds[row["doc_id"]] for _ in fragments}
        for (page, x0, top, x1, bottom), target in zip(boxes, fragments, strict=True):
            selector = target["selector"]
            assert ("FragmentSelector", PDF_FRAGMENTS) == (selector["type"], selector["conformsTo"])
            assert target["source"].startswith("file:///")
            assert target["source"].endswith("/report.pdf")
            told = dict(part.split("=") for part in selector["value"].split("&"))
            left, upper, width, height = map(float, told["viewrect"].split(","))
            assert (page, x0, top) == (int(told["page"]), left, upper)
            assert (x1, bottom) == (pytest.approx(left + width), pytest.approx(upper + height))
    assert {"application/pdf"} == drawn


def test_the_collection_counts_what_its_pages_hold_and_names_no_mention_twice(store: Store, web: Path) -> None:
    collection = read(web / "annotations.jsonld")
    held = list(pages(web))
    names = [(path, one["id"]) for path, page in held for one in page["items"]]
    assert "AnnotationCollection" == collection["type"]
    assert len(rows(store)) == collection["total"] == len(set(names))
    assert [0, len(held[0][1]["items"])] == [page["startIndex"] for _, page in held]
    assert held[-1][0].resolve() == (web / collection["last"]).resolve()


@pytest.fixture(scope="module")
def docs(url: str, tmp_path_factory: pytest.TempPathFactory) -> list[Doc]:
    folder = tmp_path_factory.mktemp("spacy")
    assert 0 == main(["export", "--format", "docbin", "--to", str(folder), "--store", url])
    (file,) = folder.iterdir()
    return list(DocBin().from_disk(file).get_docs(Vocab()))


def test_every_mention_is_in_its_span_group_with_the_row_of_the_table(store: Store, docs: list[Doc]) -> None:
    found = [
        dict(row, label=label) for doc in docs for label in mention_tables() for row in doc.user_data[KEY][label]
    ]  # fmt: skip
    assert ordered(rows(store)) == ordered(found)
    for doc in docs:
        for label in mention_tables():
            spans = {(span.id_, span.label_) for span in doc.spans[label]}
            assert {(row["mention_id"], label) for row in doc.user_data[KEY][label]} == spans
            assert len(spans) == len(doc.spans[label])


def test_spans_are_exact_but_where_a_mention_ends_within_a_word(store: Store, docs: list[Doc]) -> None:
    widened = 0
    for doc in docs:
        assert store.text(doc.user_data[KEY]["document"]["doc_id"]) == doc.text
        wide = {span.id_ for span in widened_spans(doc)}
        for label in mention_tables():
            for span, row in zip(doc.spans[label], doc.user_data[KEY][label], strict=True):
                assert span.start_char <= row["start"] < row["end"] <= span.end_char
                assert (row["text"] == span.text) == (span.id_ not in wide)
        widened += len(wide)
    assert 0 < widened < len(rows(store)) / 10


def test_how_many_were_widened_is_told(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["export", "--format", "docbin", "--to", str(tmp_path), "--store", url, "--lang", "en"])
    assert "do not begin and end with a word, and were widened" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["webannotation", "docbin"])
def test_an_empty_store_has_nothing_to_tell_and_says_so(form: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'baocao.db'}"
    open_store(url, create=True)
    assert 0 == main(["export", "--format", form, "--to", str(tmp_path / "out"), "--store", url])
    if form == "docbin":
        assert [] == list(DocBin().from_disk(tmp_path / "out" / "baocao-0001.spacy").get_docs(Vocab()))
    else:
        collection = read(tmp_path / "out" / "annotations.jsonld")
        assert (0, False) == (collection["total"], "first" in collection)


@pytest.mark.parametrize("form", ["webannotation", "docbin"])
def test_a_folder_that_cannot_be_written_is_said(
    form: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tệp").write_text("")
    assert 2 == main(["export", "--format", form, "--to", str(tmp_path / "tệp"), "--store", url])
    assert "Không ghi được ra" in capsys.readouterr().err
