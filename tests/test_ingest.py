"""The batch: one outcome for each file met, with its reason and the next step; a second run changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.batch.walk import walk
from pipeline.ingest import Step, ingest
from pipeline.messages import RefusedError
from pipeline.store import Store, open_store
from pipeline.tables import tables
from tests.databases import address

pytestmark = pytest.mark.databases

REPORTS = Path(__file__).parent.parent / "corpus" / "reports"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good report twice, a scan, a broken old Word file, and all kinds of other things."""
    made = tmp_path / "kho"
    (made / "năm 2024").mkdir(parents=True)
    shutil.copy(REPORTS / "report.docx", made / "a.docx")
    shutil.copy(REPORTS / "report.docx", made / "năm 2024" / "b.docx")
    shutil.copy(REPORTS / "report-scan.pdf", made / "scan.pdf")
    (made / "cũ.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    (made / "ghi chú.txt").write_text("Việc cần làm", encoding="utf-8")
    (made / "rỗng.pdf").write_bytes(b"")
    (made / "hỏng.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (made / ".an").write_text("", encoding="utf-8")
    (made / "~$a.docx").write_text("", encoding="utf-8")
    (made / "lối tắt").symlink_to(made / "năm 2024")
    (made / "ngoài.docx").symlink_to(REPORTS / "report.docx")
    (made / "gãy.docx").symlink_to(made / "không có")
    os.mkfifo(made / "ống")
    (made / "x.pdf").mkdir()
    return made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(address(tmp_path), create=True)


def told(steps: list[Step]) -> dict[str, tuple[str, str]]:
    return {Path(step.outcome.path).name: (step.outcome.outcome, step.outcome.reason) for step in steps}


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: list(store.rows(name)) for name in tables()}


def test_every_file_met_ends_in_one_outcome(folder: Path, store: Store) -> None:
    found = told(ingest([folder], store=store, workers=0, ocr="off"))
    assert {
        "a.docx": ("indexed", ""),
        "b.docx": ("duplicate", ""),
        "scan.pdf": ("quarantined", "NEEDS_OCR"),
        "cũ.doc": ("quarantined", "UNSUPPORTED_TYPE"),
        "ghi chú.txt": ("skipped", "UNSUPPORTED_TYPE"),
        "rỗng.pdf": ("quarantined", "EMPTY"),
        "hỏng.docx": ("quarantined", "CORRUPT"),
        ".an": ("skipped", "IGNORED"),
        "~$a.docx": ("skipped", "IGNORED"),
        "lối tắt": ("skipped", "SYMLINK_DIR"),
        "ngoài.docx": ("skipped", "OUTSIDE_ROOT"),
        "gãy.docx": ("quarantined", "UNREADABLE"),
        "ống": ("skipped", "NOT_REGULAR_FILE"),
    } == found
    assert sorted(found) == sorted(Path(str(row["path"])).name for row in store.records("outcomes"))


def test_what_was_not_read_says_in_vietnamese_what_to_do(folder: Path, store: Store) -> None:
    messages = [s.outcome.message for s in ingest([folder], store=store, workers=0, ocr="off") if s.outcome.reason]
    assert all(message.count(".") >= 2 or "Không cần làm gì" in message for message in messages)


def test_a_second_run_changes_nothing(folder: Path, store: Store) -> None:
    ingest([folder], store=store, workers=0, ocr="off")
    before = everything(store)
    steps = ingest([folder], store=store, workers=0, ocr="off")
    assert {False} == {step.fresh for step in steps}
    assert before == everything(store)


def test_only_retry_failed_reads_again_what_failed(folder: Path, store: Store) -> None:
    ingest([folder], store=store, workers=0, ocr="off")
    steps = ingest([folder], store=store, workers=0, ocr="off", retry_failed=True)
    again = [step.outcome for step in steps if step.fresh]
    expected = {"scan.pdf": 2, "cũ.doc": 2, "rỗng.pdf": 2, "hỏng.docx": 2}
    assert expected == {Path(outcome.path).name: outcome.attempts for outcome in again}


def test_a_good_report_gives_the_same_facts_with_and_without_bad_files_beside_it(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    ingest([folder], store=store, workers=0, ocr="off")
    alone = open_store(address(tmp_path, "alone"), create=True)
    ingest([folder / "a.docx"], store=alone, workers=0)
    assert {**everything(alone), "outcomes": []} == {**everything(store), "outcomes": []}


def test_a_file_that_changed_is_read_anew(folder: Path, store: Store) -> None:
    ingest([folder / "a.docx"], store=store, workers=0)
    shutil.copy(REPORTS / "report.pdf", folder / "a.docx")
    (step,) = ingest([folder / "a.docx"], store=store, workers=0)
    assert ("indexed", True) == (step.outcome.outcome, step.fresh)
    assert ["application/pdf"] == [row["media_type"] for row in store.records("documents")]


def test_composed_and_decomposed_names_are_two_files(store: Store, tmp_path: Path) -> None:
    for name in ("h\u00f2a.docx", "ho\u0300a.docx"):
        shutil.copy(REPORTS / "report.docx", tmp_path / name)
    ingest([tmp_path / "h\u00f2a.docx", tmp_path / "ho\u0300a.docx"], store=store, workers=0)
    assert ["duplicate", "indexed"] == sorted(str(row["outcome"]) for row in store.records("outcomes"))


def test_a_name_that_is_no_utf_8_is_kept_as_bytes_and_shown_written_out(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/b\xe1o.docx"
    with open(raw, "wb") as file:
        file.write(b"x")
    (met,) = walk([tmp_path])
    assert (met.shown.endswith("/b\\xe1o.docx"), met.key.endswith("/b%E1o.docx")) == (True, True)


def test_a_file_reached_twice_is_met_once(folder: Path) -> None:
    met = [one.file for one in walk([folder, folder / "a.docx", folder / "năm 2024"])]
    assert len(met) == len(set(met))


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="Không có tệp hoặc thư mục này"):
        ingest([REPORTS, tmp_path / "không có"], store=address(tmp_path))
    assert [] == list(tmp_path.iterdir())


def test_a_file_that_changes_between_two_looks_is_not_read_and_the_next_run_heals_it(
    store: Store, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("a.docx", "b.pdf", "c.pdf")]
    for file, name in zip(files, ("report.docx", "report.pdf", "report-mixed-fonts.pdf"), strict=True):
        shutil.copy(REPORTS / name, file)

    def change(step: Step) -> None:
        if step.done == 1:  # the third has been looked at, and waits
            files[2].write_bytes(files[2].read_bytes() + b"\n")

    steps = ingest(files, store=store, workers=1, progress=change)
    assert ("quarantined", "CHANGED_DURING_READ") == told(steps)["c.pdf"]
    assert ("indexed", "") == told(ingest(files, store=store, workers=1))["c.pdf"]


def test_folders_may_lie_a_thousand_deep(tmp_path: Path) -> None:
    here = os.getcwd()
    os.chdir(tmp_path)
    for _ in range(1100):
        os.mkdir("a")
        os.chdir("a")
    Path("báo cáo.docx").write_bytes(b"x")
    os.chdir(here)
    assert ["báo cáo.docx"] == [os.path.basename(met.file) for met in walk([tmp_path])]
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)
