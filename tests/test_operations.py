"""The operations page and compose.yaml say what the program does: services, commands and flags that there are."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from pipeline.cli import main
from pipeline.store import open_store
from pipeline.verify import verify
from tests.archives import add
from tests.conftest import ROOT
from tests.databases import address_of
from tests.postgres import OWNER, Server, programs

FOLDER = ROOT / "pipeline" / "operations"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def commands() -> Iterator[list[str]]:
    """Every command of ours that the page or the file runs."""
    joined = PAGE.replace("\\\n", " ")
    for line in regex.findall(r"(?:^|run --rm |`)(baocao [a-z][^`\n#]*)", joined, regex.MULTILINE):
        yield shlex.split(line)
    for service in SERVICES.values():
        yield [*service.get("entrypoint", []), *service.get("command", [])]


@pytest.mark.parametrize("given", [one for one in commands() if one[:1] == ["baocao"]], ids=" ".join)
def test_every_command_and_flag_is_one_of_ours(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*given[1:2], "--help"] if given[1:2] != ["--help"] else ["--help"])
    assert 0 == ended.value.code
    told = capsys.readouterr().out
    assert [] == [flag for flag in given if flag.startswith("--") and flag not in told]


@pytest.mark.parametrize("service", ["scheduler", "worker"])
def test_every_flag_of_dask_is_one_of_dask_s(service: str) -> None:
    given = [*SERVICES[service]["entrypoint"], *SERVICES[service]["command"]]
    assert ["dask", service] == given[:2]
    command = [sys.executable, "-m", f"distributed.cli.dask_{service}", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert [] == [flag for flag in given if flag.startswith("--") and flag not in told]


def test_the_services_are_those_of_the_page_and_find_each_other() -> None:
    assert {"database", "scheduler", "worker", "web", "baocao"} == set(SERVICES)
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        for name in regex.findall(r"(?:@|tcp://)(\w+)", " ".join(service.get("command", []))):
            assert name in SERVICES
    assert "healthcheck" in SERVICES["database"]
    named = regex.findall(r"docker compose (?:up|run)[^\n]*?(?:--build|--rm|--scale) (\w+)", PAGE)
    assert {"database", "baocao", "worker"} == set(named)


def test_what_the_image_copies_is_there_and_what_it_installs_is_declared() -> None:
    steps = COMPOSE["x-baocao"]["build"]["dockerfile_inline"]
    context = (FOLDER / COMPOSE["x-baocao"]["build"]["context"]).resolve()
    assert context == ROOT
    copied = [name for line in regex.findall(r"^COPY (.*) \S+$", steps, regex.MULTILINE) for name in line.split()]
    assert {"pyproject.toml", "constraints.txt", "README.md", "extractors", "pipeline"} == set(copied)
    assert all((context / name).exists() for name in copied)
    assert "dask = [" in (ROOT / "pyproject.toml").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(name in makefile for name in ("tesseract-ocr-vie", "libreoffice-writer-nogui", "antiword"))


def test_no_password_stands_in_the_file_and_nothing_is_open_to_others() -> None:
    told = (FOLDER / "compose.yaml").read_text("utf-8")
    assert 2 == len(regex.findall(r"PASSWORD: \$\{POSTGRES_PASSWORD:\?[^}]+\}", told)) == told.count("PASSWORD: ")
    assert {"web": ["${BAOCAO_ADDRESS:-127.0.0.1}:8321:8321"]} == {
        name: service["ports"] for name, service in SERVICES.items() if "ports" in service
    }


def test_a_dump_is_read_back_as_the_same_archive(postgres: Server, tmp_path: Path) -> None:
    """What the page says of backup and restore, with the flags that it says it with."""
    store = open_store(postgres.new(), create=True)
    add(store, "a", "Huyện ủy Mèo Vạc mở 09 lớp, thực hiện Kết luận 70-KL/TW, ngày 31/01/2024.\n")
    restored = postgres.new()
    dump, restore = regex.findall(r"^pg_(?:dump|restore) .*?(?= +#|$)", PAGE, regex.MULTILINE)
    flags = [word for word in shlex.split(f"{dump} {restore}") if word in ("--format=custom", "--no-owner")]
    assert ["--format=custom", "--no-owner"] == flags
    file = str(tmp_path / "baocao.dump")
    told = ["--file", file, "--dbname", address_of(store).replace("+psycopg", "")]
    subprocess.run([programs() / "pg_dump", "--format=custom", *told], check=True)
    subprocess.run(
        [programs() / "pg_restore", "--no-owner", f"--role={OWNER}", f"--dbname={restored}", file], check=True
    )
    again = open_store(restored)
    assert {"files"} == {damage.where for damage in verify(again)}
    for table in ("documents", "counts", "citations", "outcomes"):
        assert list(store.rows(table)) == list(again.rows(table))
