"""The operations page and compose.yaml say what the program does: services, commands and flags that there are."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import regex
import yaml

from pipeline.cli import _parser, main
from pipeline.messages import Words
from pipeline.store import open_store
from pipeline.verify import verify
from pipeline.web.server import folder_of
from tests.archives import add
from tests.conftest import REPORTS, ROOT
from tests.dask_machines import until
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


def test_each_command_of_ours_is_one_that_the_program_takes() -> None:
    given = [one[1:] for one in commands() if one[:1] == ["baocao"] and one[1:] != ["--help"]]
    assert {"ingest", "user", "serve", "verify", "status", "export"} == {one[0] for one in given}
    for one in given:
        assert callable(_parser(Words()).parse_args(one).run), one


def test_what_pages_keep_beside_the_database_outlives_a_container(postgres: Server) -> None:
    home = regex.findall(r"WORKDIR (\S+)$", COMPOSE["x-baocao"]["build"]["dockerfile_inline"], regex.MULTILINE)[-1]
    kept = {Path(place.split(":")[-1]) for place in COMPOSE["x-baocao"]["volumes"]}
    submitted = folder_of(open_store(postgres.new(), create=True)).relative_to(Path.cwd())
    assert home / submitted.parent in kept
    assert {"database", "outputs"} == set(COMPOSE["volumes"])


def test_no_password_stands_in_the_file_and_nothing_is_open_to_others() -> None:
    told = (FOLDER / "compose.yaml").read_text("utf-8")
    assert 2 == len(regex.findall(r"PASSWORD: \$\{POSTGRES_PASSWORD:\?[^}]+\}", told)) == told.count("PASSWORD: ")
    assert {"web": ["${BAOCAO_ADDRESS:-127.0.0.1}:8321:8321"]} == {
        name: service["ports"] for name, service in SERVICES.items() if "ports" in service
    }


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Office:
    """The services on this machine: what they are told, with the names and ports of loopback for those of Compose."""

    database: Server
    folder: Path
    scheduler: int
    web: int
    environment: dict[str, str]

    def words(self, given: list[str]) -> list[str]:
        """A command as it is run here."""
        put = {
            "@database/": f"@127.0.0.1:{self.database.port}/", "@server/": f"@127.0.0.1:{self.database.port}/",
            "tcp://scheduler:8786": f"tcp://127.0.0.1:{self.scheduler}", "8786": str(self.scheduler),
            "8321": str(self.web), "0.0.0.0": "127.0.0.1", "${BAOCAO_HOST:-localhost}": "localhost",
            "/reports": str(self.folder / "reports"), "outputs/dataset": str(self.folder / "dataset"),
        }  # fmt: skip
        known = regex.compile("|".join(map(regex.escape, put)))
        return [known.sub(lambda found: put[found[0]], word) for word in given]

    def run(self, given: list[str], typed: str = "") -> str:
        """What a command prints, once it has ended well."""
        program = {"baocao": [sys.executable, "-m", "pipeline.cli"]}.get(given[0], [str(programs() / given[0])])
        done = subprocess.run(
            [*program, *self.words(given[1:])], env=self.environment, cwd=self.folder, input=typed,
            capture_output=True, text=True, start_new_session=True, timeout=120, check=False,
        )  # fmt: skip
        assert 0 == done.returncode, (given, done.stderr)
        return done.stdout

    @contextmanager
    def service(self, name: str) -> Iterator[None]:
        """A service at work, started by the words of compose.yaml."""
        given = [*SERVICES[name]["entrypoint"], *SERVICES[name]["command"]]
        module = {"dask": f"distributed.cli.dask_{given[1]}", "baocao": "pipeline.cli"}[given[0]]
        words = given[2:] if given[0] == "dask" else given[1:]
        with (self.folder / name).open("wb") as log:
            made = subprocess.Popen([sys.executable, "-m", module, *self.words(words)], env=self.environment,
                                    cwd=self.folder, stdout=log, stderr=log, start_new_session=True)  # fmt: skip
        try:
            yield
        finally:
            os.killpg(made.pid, signal.SIGKILL)
            made.wait()


def listed(name: str) -> list[str]:
    """The first command of that name on the page, without its comment."""
    found = regex.search(
        rf"^(?:docker compose run --rm )?({name}\b.*?)(?:\s+#.*)?$", PAGE.replace("\\\n", " "), regex.MULTILINE
    )
    assert found, name
    return shlex.split(found[1])


def test_an_office_is_set_up_filled_served_backed_up_and_restored_by_the_words_of_the_page(
    postgres: Server, tmp_path: Path
) -> None:
    """No containers here: the same programs, with the same words, on loopback."""
    login = {"PGHOST": "127.0.0.1", "PGPORT": str(postgres.port), "PGUSER": OWNER, "PGPASSWORD": postgres.password}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **login}
    root = Office(postgres, tmp_path, free_port(), free_port(), environment)
    (tmp_path / "reports").mkdir()
    for name in ("report.docx", "report.pdf"):
        shutil.copy(REPORTS / name, tmp_path / "reports")
    root.run(listed("createuser"), "một từ\nmột từ\n")
    root.run(listed("createdb"))
    ours = replace(root, environment={**environment, "PGUSER": "baocao", "PGPASSWORD": "một từ"})
    ours.run([*listed("baocao user add"), "--password-stdin"], "mật khẩu đủ dài\n")
    with ours.service("scheduler"), ours.service("worker"), ours.service("web"):
        ours.run(listed("baocao ingest /reports --engine"))
        until(lambda: answers(ours.web))
        told = httpx.get(f"http://localhost:{ours.web}/api/documents", timeout=30)
        assert (401, "Bearer") == (told.status_code, told.headers["www-authenticate"])
    root.run(listed("pg_dump"))
    dump = next(line for line in PAGE.splitlines() if line.startswith("createdb") and "baocao_new" in line)
    root.run(shlex.split(dump.partition("#")[0]))
    root.run(listed("pg_restore"))
    assert "Kho nguyên vẹn: 2 báo cáo, 2 tệp đã soát" in ours.run(listed("baocao verify"))


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


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
