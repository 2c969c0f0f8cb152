"""The README tells the truth: its commands run, and print what it shows."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

import pipeline
from tests.benchmarks.year import make_year
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "…"  # a line of its own: what the README does not show


STORY = regex.search(r"(?s)^## A working day\n.*?(?=^## )", README, regex.MULTILINE)


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output that the README prints under it."""
    for block in regex.findall(r"```console\n(.*?)```", text, regex.DOTALL):
        for part in regex.split(r"^\$ ", block, flags=regex.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip("\n")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `make demo` leaves it: the reports, and a store with what was read from the digital ones."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (folder / "outputs").mkdir()
    reports = [str(path) for path in sorted((ROOT / "corpus" / "reports").glob("report*")) if path.name in DIGITAL]
    done = baocao(folder, "ingest", *reports)
    assert done.returncode == 0, done.stderr
    return folder


DIGITAL = ("report.docx", "report.pdf", "report-mixed-fonts.pdf")


def baocao(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "120", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline.cli", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def as_pattern(output: str) -> str:
    lines = [
        r"(?:.*\n)*?" if line.strip() == LEFT_OUT else regex.escape(line) + r"\s*\n" for line in output.split("\n")
    ]
    return "".join(lines)


def run(command: str, output: str, folder: Path) -> None:
    """Run a command of the README, and hold what it prints, or its messages, against what is shown."""
    words = shlex.split(command)
    assert words[0] == "baocao"
    done = baocao(folder, *words[1:])
    assert done.returncode in (0, 1), done.stderr
    printed = "".join(f"{line.rstrip()}\n" for line in (done.stdout or done.stderr).splitlines())
    assert regex.match(as_pattern(output), printed), printed


FIRST_SCREEN = list(shown(README.replace(STORY.group(), "") if STORY else README))


@pytest.mark.parametrize(("command", "output"), FIRST_SCREEN)
def test_a_command_prints_what_the_readme_shows(command: str, output: str, office: Path) -> None:
    run(command, output, office)


def test_the_readme_shows_commands() -> None:
    assert 2 <= len(FIRST_SCREEN)


def test_the_story_of_a_working_day_is_true(tmp_path: Path) -> None:
    assert STORY
    make_year(tmp_path / "outputs" / "year")
    commands = list(shown(STORY.group()))
    assert ["ingest", "missing", "matrix", "search", "audit"] == [command.split()[1] for command, _ in commands[:5]]
    for command, output in commands:
        run(command, output, tmp_path)
    assert (tmp_path / "outputs" / "tables" / "baocao.xlsx").is_file()


def test_the_readme_tells_every_function_of_the_library() -> None:
    (table,) = regex.findall(r"(?s)## As a library\n(.*?)\n## ", README)
    assert set() == {name for name in pipeline.__all__ if f"`{name}(" not in table}


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    blocks = regex.findall(r"```python\n(.*?)```", README, regex.DOTALL)
    assert blocks
    shutil.copytree(ROOT / "corpus" / "reports", tmp_path / "corpus" / "reports")
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        expected = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
        assert done.stdout.splitlines() == expected
