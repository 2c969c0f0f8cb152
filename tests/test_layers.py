"""The house: arrows point one way, extractors are pure, and each third-party package has one room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# DESIGN, section 4: data flows down this list and never up. A file not named here stands with its folder's name.
FLOW = (
    ("extractors",),
    ("document", "clean", "messages", "limits", "version"),
    ("readers",),
    ("letterhead", "planned", "sections", "structure", "sentences"),
    ("resolve", "facts"),
    ("compliance", "audit"),
    ("forms",),
    ("extract", "nlp"),
    ("tables", "periods", "statuses", "layers", "passages", "rows", "sheets"),
    ("archive",),
    ("corrections",),
    ("store",),
    ("questions",),
    ("batch", "verify", "ingest"),
    ("watch",),
    ("exports", "terminal"),
    ("web",),
    ("cli",),
)
ROOMS = {
    "pdfplumber": ("pipeline/readers/",),
    "pypdfium2": ("pipeline/readers/", "pipeline/web/"),
    "lxml": ("pipeline/readers/",),
    "pandas": ("pipeline/tables.py", "pipeline/exports/export.py"),
    "spacy": ("pipeline/nlp.py", "pipeline/exports/docbin.py"),
    "underthesea": ("pipeline/nlp.py",),
    "argon2": ("pipeline/store/passwords.py",),
    "sqlalchemy": ("pipeline/store/", "pipeline/batch/claims.py"),
    "babel": ("pipeline/messages.py",),
    "alembic": ("pipeline/store/migrations/",),
    "psycopg": ("pipeline/store/",),
    "watchfiles": ("pipeline/watch.py",),
    "dask": ("pipeline/batch/cluster.py",),
    "distributed": ("pipeline/batch/cluster.py", "pipeline/batch/cluster_worker.py"),
    "fsspec": ("pipeline/batch/remote.py",),
    "starlette": ("pipeline/web/",),
    "fastapi": ("pipeline/web/",),
    "jinja2": ("pipeline/web/",),
    "openpyxl": ("pipeline/sheets.py", "pipeline/exports/filling.py"),
    "xlsxwriter": ("pipeline/exports/",),
}


def modules() -> Iterator[tuple[str, Path]]:
    for folder in ("extractors", "pipeline"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(module: str) -> int | None:
    parts = module.split(".")
    place = parts[1] if parts[0] == "pipeline" and len(parts) > 1 else parts[0]
    return next((at for at, names in enumerate(FLOW) if place in names), None)


def is_type_only(path: Path, module: str) -> bool:
    """True where the import stands under `if TYPE_CHECKING`, which runs nothing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            inside = ast.Module(body=node.body, type_ignores=[])
            if any(isinstance(part, ast.ImportFrom) and part.module == module for part in ast.walk(inside)):
                return True
    return False


@pytest.mark.parametrize(("name", "path"), list(modules()))
def test_no_module_imports_one_that_stands_later_in_the_flow(name: str, path: Path) -> None:
    mine = rank(name)
    if mine is None:
        assert name in ("pipeline",), f"{name} has no place in FLOW"
        return
    upward = {
        module
        for module in imports(path)
        if (theirs := rank(module)) is not None
        and theirs > mine
        and not is_type_only(path, module.rsplit(".", 1)[0])
        and not is_type_only(path, module)
    }
    assert upward == set()


@pytest.mark.parametrize(("name", "path"), [item for item in modules() if item[0].startswith("extractors")])
def test_extractors_need_nothing_but_regex_and_the_standard_library(name: str, path: Path) -> None:
    outside = {module.split(".")[0] for module in imports(path)} & {"pipeline", *ROOMS}
    assert outside == set()


def test_the_kinds_never_import_each_other() -> None:
    kinds = {"citations", "dates", "counts", "units", "abbreviations"}
    for kind in kinds:
        path = ROOT / "extractors" / f"{kind}.py"
        others = {
            module for module in imports(path) if module.removeprefix("extractors.").split(".")[0] in kinds - {kind}
        }
        assert others == set(), kind


@pytest.mark.parametrize("package", ROOMS)
def test_each_package_has_its_one_room(package: str) -> None:
    rooms = ROOMS[package]
    strangers = {
        str(path.relative_to(ROOT))
        for _, path in modules()
        if package in {module.split(".")[0] for module in imports(path)}
        and not str(path.relative_to(ROOT)).startswith(rooms)
    }
    assert strangers == set()
