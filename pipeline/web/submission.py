"""Submission (Nộp báo cáo): files are kept beside the store and go the way of every ingest."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from pipeline.ingest import Step, ingest
from pipeline.messages import RefusedError
from pipeline.store import Change, Store, record_change
from pipeline.web.access import actor_of
from pipeline.web.rendering import is_part, render
from pipeline.web.safety import MOST_FILES

router = APIRouter()
_MOST_REMEMBERED = 100
_LONGEST_NAME = 180  # bytes; most file systems take 255
_CHUNK = 1 << 20


@dataclass(slots=True)
class Submission:
    """One submission: the files that were sent, what became of each so far, and why it ended early if it did."""

    key: str
    files: tuple[str, ...]
    steps: list[Step] = field(default_factory=list)
    done: bool = False
    why: RefusedError | None = None


class Desk:
    """Takes files in, one submission after another."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._queue = ThreadPoolExecutor(1, "baocao-submission")
        self._known: OrderedDict[str, Submission] = OrderedDict()

    def find(self, key: str) -> Submission | None:
        """A submission of this session of the program."""
        return self._known.get(key)

    def folder_for(self, key: str) -> Path:
        """A folder of its own for the files of one submission."""
        made = self._folder / key
        made.mkdir(parents=True, mode=0o700)
        return made

    def take(self, key: str, files: Sequence[Path]) -> Submission:
        """Queue files for reading."""
        taken = Submission(key, tuple(path.name for path in files))
        self._known[key] = taken
        while len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        self._queue.submit(self._read, taken, list(files))
        return taken

    def close(self) -> None:
        """Take no more; what is being read is finished."""
        self._queue.shutdown(wait=True, cancel_futures=True)

    def _read(self, taken: Submission, files: list[Path]) -> None:
        try:
            ingest(files, store=self._store, workers=1, progress=taken.steps.append)
        except RefusedError as error:
            taken.why = error
        except Exception:
            taken.why = RefusedError("Chương trình gặp lỗi. Hãy báo cho người bảo trì.")
            raise
        finally:
            taken.done = True


@router.get("/submit")
def submission_form(request: Request) -> Response:
    """The form."""
    return render(request, "submit.html", most=MOST_FILES)


@router.post("/submit")
async def submit(request: Request) -> Response:
    """Keep the files that were sent and begin to read them."""
    form = await request.form(max_files=MOST_FILES, max_fields=20)
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise RefusedError("Chưa chọn tệp nào.")
    desk: Desk = request.app.state.desk
    key = secrets.token_hex(8)
    files = await run_in_threadpool(_keep, desk.folder_for(key), sent)
    names = {"files": [path.name for path in files]}
    change = Change(actor_of(request), "files_submitted", f"/submit/{key}", {}, names)
    await run_in_threadpool(record_change, request.app.state.store, change)
    desk.take(key, files)
    return RedirectResponse(f"/submit/{key}", 303)


@router.get("/submit/{key}")
def submission_page(request: Request, key: str) -> Response:
    """How far a submission is, and what became of each file."""
    taken = request.app.state.desk.find(key)
    if taken is None:
        raise HTTPException(404)
    return render(request, "submitted_part.html" if is_part(request) else "submitted.html", taken=taken)


def _keep(folder: Path, sent: Sequence[UploadFile]) -> list[Path]:
    kept = []
    for number, one in enumerate(sent, start=1):
        path = folder / safe_name(one.filename or "", number)
        if path.exists():
            path = folder / f"{number}-{path.name}"
        with path.open("xb") as made:
            while chunk := one.file.read(_CHUNK):
                made.write(chunk)
        kept.append(path)
    return kept


def safe_name(sent: str, number: int) -> str:
    r"""A name in our folder, whatever the browser calls the file: no folders, no control characters, not hidden.

    >>> safe_name("../../etc/báo cáo.pdf", 1), safe_name("C:\\tài liệu\\a.docx", 2), safe_name("..", 3)
    ('báo cáo.pdf', 'a.docx', 'tep-3')
    """
    name = unicodedata.normalize("NFC", sent).replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if c.isprintable()).strip().lstrip(".~$").strip()
    stem, suffix = os.path.splitext(name)
    stem = stem.encode("utf-8", "ignore")[: _LONGEST_NAME - len(suffix.encode())].decode("utf-8", "ignore")
    return f"{stem}{suffix}" if stem and len(suffix) <= 10 else f"tep-{number}"
