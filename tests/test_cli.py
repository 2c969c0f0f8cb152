"""The command as a clerk meets it: exit statuses, what is printed where, and in which language."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline.cli import DEFAULT_STORE, main
from pipeline.ingest import to_report
from pipeline.rows import Origin
from pipeline.store import DEFAULT_URL, Outcome, open_store
from tests.builders import BODY, document, extraction
from tests.conftest import REPORTS, ROOT

HEAVY = (
    "pandas", "spacy", "underthesea", "sqlalchemy", "pdfplumber", "pypdfium2", "lxml", "rich", "xlsxwriter",
    "extractors",
)  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the five files of corpus/reports."""
    made = f"sqlite:///{tmp_path_factory.mktemp('kho') / 'baocao.db'}"
    assert 3 == main(["ingest", str(REPORTS), "--store", made, "--ocr", "off"])
    return made


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_ingest_tells_what_was_read_and_what_was_not_and_why(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert 3 == main(["ingest", str(REPORTS), "--store", f"sqlite:///{tmp_path / 'x.db'}", "--ocr", "off"])
    out, err = capsys.readouterr()
    assert "Lượt này: 5 tệp, đọc được 4, chưa đọc được 1" in out
    assert "số liệu có thể đối chiếu với cước chú" in out
    assert "report-scan.pdf  [NEEDS_OCR]" in out
    assert 5 == len(err.splitlines())


def test_ingest_ends_with_0_where_everything_was_read(tmp_path: Path) -> None:
    assert 0 == main(["ingest", str(REPORTS / "report.docx"), "--store", f"sqlite:///{tmp_path / 'x.db'}"])


def test_status_lists_every_file_and_failed_only_those_without_their_report(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == main(["status", "--store", url])
    assert all(path.name in capsys.readouterr().out for path in [REPORTS / "report.docx"])
    assert 0 == main(["status", "--failed", "--json", "--store", url])
    told = json.loads(capsys.readouterr().out)
    assert ["report-scan.pdf"] == [Path(outcome["path"]).name for outcome in told["outcomes"]]


def test_show_prints_a_report_so_that_it_is_recognised(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", "report.pdf", "--store", url])
    out = capsys.readouterr().out
    assert "Kỳ báo cáo:          01/05/2024 – 31/05/2024" in out
    assert "  I- CÔNG TÁC THAM MƯU CẤP ỦY\n" in out
    assert "Văn bản: Kết luận 70-KL/TW, 31/01/2024, Bộ Chính trị" in out
    lines = out.splitlines()
    calling = next(n for n, line in enumerate(lines) if "1862 học viên⁴." in line)
    assert any(line.strip().startswith("⁴ Cụ thể: 09 lớp") for line in lines[calling + 1 : calling + 4])


def test_a_note_stands_under_its_sentence_with_its_own_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, sha = extraction(document(BODY.replace("học viên.", "học viên. Lớp đã bế giảng."))), "f" * 64
    url = f"sqlite:///{tmp_path / 'x.db'}"
    report = to_report(made, Origin("f" * 12, "lớp.docx", sha, "application/pdf"))
    open_store(url, create=True).keep(Outcome("lớp.docx", "x", "indexed", sha, doc_id="f" * 12), report)
    assert 0 == main(["show", "lớp.docx", "--store", url])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    at = next(n for n, line in enumerate(lines) if line.endswith("534 học viên⁴."))
    assert [
        "Văn bản: Kết luận 70-KL/TW, 31/01/2024",
        "Số liệu: 16 văn bản · 534 học viên",
        "⁴ Gồm: 12,5 giờ học và 04 báo cáo.",
        "Số liệu: 12,5 giờ học",
        "Lớp đã bế giảng.",
    ] == lines[at + 1 : at + 6]


def test_a_note_whose_mark_was_not_found_is_shown_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, sha = document(BODY), "e" * 64
    uncalled = replace(whole, footnotes=tuple(replace(note, anchor=None) for note in whole.footnotes))
    report = to_report(extraction(uncalled), Origin("e" * 12, "lớp.docx", sha, "application/pdf"))
    open_store(url := f"sqlite:///{tmp_path / 'x.db'}", create=True).keep(
        Outcome("lớp.docx", "x", "indexed", sha, doc_id="e" * 12), report
    )
    assert 0 == main(["show", "lớp.docx", "--store", url])
    out = capsys.readouterr().out
    assert out.index("534 học viên.") < out.index("⁴ Gồm: 12,5 giờ học và 04 báo cáo.")


def test_show_json_has_every_table_of_the_report_and_its_text(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["show", "report.docx", "--json", "--store", url])
    told = json.loads(capsys.readouterr().out)
    assert {"document", "text", "sections", "footnotes", "citations", "counts", "dates", "findings"} <= set(told)
    for mention in told["citations"] + told["counts"] + told["dates"] + told["unit_mentions"]:
        assert mention["text"] == told["text"][mention["start"] : mention["end"]]


def test_markup_and_terminal_commands_in_a_report_are_only_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    name = "[red]đỏ[bold]\x1b[2J.docx"
    shutil.copy(REPORTS / "report.docx", tmp_path / name)
    assert 0 == main(["ingest", str(tmp_path / name), "--store", url])
    assert 0 == main(["status", "--store", url])
    out, err = capsys.readouterr()
    assert "[red]đỏ[bold]\\x1b[2J.docx" in out
    assert "\x1b" not in out + err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ingest", "/không/có"], "Không có tệp hoặc thư mục này"),
        (["show", "không có"], "Không có báo cáo nào"),
        (["show", "e"], ""),
        (["status", "--store", "sqlite:////không/có.db"], "Chưa có kho dữ liệu"),
    ],
)
def test_wrong_use_is_one_line_on_stderr_and_status_2(
    arguments: list[str], told: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == main([*arguments, *([] if "--store" in arguments else ["--store", url])])
    out, err = capsys.readouterr()
    assert ("", 1) == (out, len(err.splitlines()))
    assert told in err


@pytest.mark.parametrize("arguments", [[], ["ingest"], ["nói"], ["export", "--to", "x", "--format", "doc"]])
def test_wrong_arguments_are_one_line_and_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert (2, 1) == (stopped.value.code, len(capsys.readouterr().err.splitlines()))


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl", "xlsx"])
def test_export_writes_every_form(url: str, tmp_path: Path, form: str) -> None:
    assert 0 == main(["export", "--to", str(tmp_path / "out"), "--format", form, "--store", url])
    assert {f".{form}"} == {path.suffix for path in (tmp_path / "out").iterdir()}


def test_export_into_a_file_is_refused_in_a_sentence(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("")
    assert 2 == main(["export", "--to", str(tmp_path / "out"), "--format", "csv", "--store", url])
    assert "Không ghi được ra" in capsys.readouterr().err


def test_english_is_spoken_where_it_is_asked_for(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["status", "--lang", "en", "--store", url])
    assert "figures that a footnote can check" in capsys.readouterr().out


def test_the_command_and_the_library_use_one_store() -> None:
    assert DEFAULT_URL == DEFAULT_STORE


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (None, f"baocao {declared}\n") == (ended.value.code, capsys.readouterr().out)


def test_help_and_import_load_nothing_heavy() -> None:
    ask = f"import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert "[]" == python(f"import pipeline; {ask}")
    assert "[]" == python(f"import pipeline.cli as cli; cli._parser(cli.Words()).format_help(); {ask}")


@pytest.mark.parametrize("command", ["", "ingest", "status", "show", "export"])
def test_every_command_has_a_help_in_each_language(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("vi", "en"):
        with pytest.raises(SystemExit) as stopped:
            main([*filter(None, [command]), "--lang", language, "--help"] if command else ["--help"])
        assert 0 == stopped.value.code
        told = "usage:" if command and language == "en" else "cách dùng:"
        assert capsys.readouterr().out.startswith(told)


def test_wrong_use_is_told_in_the_users_language_and_never_as_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    for given, vietnamese, english in (
        (["ingest"], "baocao ingest: thiếu: PATH. ", "baocao ingest: missing: PATH. "),
        (["nosuch"], "baocao: không có lệnh 'nosuch'; các lệnh: 'ingest', ", "baocao: no command 'nosuch'; commands: "),
        (["status", "--bogus"], "baocao: không có tùy chọn này: --bogus. ", "baocao: no such option: --bogus. "),
        (["ingest", "a", "--workers=0"], "--workers: không dùng được giá trị '0'. ", "--workers: '0' cannot be used"),
        (["serve", "--port", "99999"], "--port: không dùng được giá trị '99999'. ", "--port: '99999' cannot be used. "),
        (["trail", "--limit", "0"], "--limit: không dùng được giá trị '0'", "--limit: '0'"),
        (["trail", "--limit", "9" * 30], "--limit: không dùng được giá trị '999", "--limit: '999"),
        (["trail", "--limit", "0"], "--limit: không dùng được giá trị '0'. ", "--limit: '0' cannot be used. "),
        (["matrix", "--level", "x"], "--level: không có 'x'; chọn một trong: 'province'", "--level: no 'x'; choose"),
        (["due", "--period", "--unit"], "--period: thiếu giá trị. Xem hướng dẫn: ", "value is missing. For"),
        (["correct", "x"], "cần một trong: --list --fact --add. ", "one of these is needed: --list --fact --add. "),
        (["status", "--json=3"], "--json không nhận giá trị '3'. ", "--json takes no value such as '3'. "),
        (["series", "--l", "3"], "--l", "may be: --lang, --level, --limit. "),
    ):
        for language, told in (("vi", vietnamese), ("en", english)):
            with pytest.raises(SystemExit) as stopped:
                main([*given, "--lang", language])
            assert 2 == stopped.value.code
            out, err = capsys.readouterr()
            assert told in err
            assert ("", 1) == (out, len(err.splitlines()))


def test_the_face_keeps_its_functions_whichever_module_was_loaded_first() -> None:
    loaded = "import pipeline.ingest, pipeline.extract, pipeline"
    told = python(f"{loaded}; print(callable(pipeline.ingest), callable(pipeline.extract))")
    assert "True True" == told
    assert callable(pipeline.ingest)
    assert {"read", "extract", "ingest", "open_store", "to_frame", "export"} <= set(dir(pipeline))
    with pytest.raises(AttributeError):
        pipeline.nothing  # type: ignore[attr-defined] # noqa: B018


def test_what_cannot_be_done_is_told_in_english_too(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for given, told in (
        (["status", "--store", f"sqlite:///{tmp_path / 'none.db'}"], "Ingest reports first: baocao ingest FOLDER"),
        (["due", "--period", "2024-13", "--store", url], "The period “2024-13” is not understood: write 2024, "),
        (["matrix", "--as-of", "31/02/2024", "--store", url], "The day “31/02/2024” is not understood: write "),
        (["matrix", "--unit", "Huyện {Không}", "--store", url], "No unit “Huyện {Không}” is known: "),
        (["search", "x", "--limit", "0", "--store", url], ": --limit must be from 1 to "),
        (["search", "--store", url], "Nothing to search for: give words, --directive, "),
    ):
        assert 2 == main([*given, "--lang", "en"])
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_lines_of_usage_stand_below_the_first(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["ingest", "--help", "--lang", language])
    first, *more = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    assert more
    assert {first.index("[-h]")} == {len(line) - len(line.lstrip()) for line in more}
