"""One file after another in a process of its own, which holds nothing that matters: `python -m pipeline.batch.worker`.

A captured or broken worker can neither write the store nor reach the network; all that it can do is end.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.batch.containment import cut_network, die_with, limit_memory
from pipeline.batch.frames import Frame, pack_frame, send
from pipeline.batch.reading import Failure, Job, Result, Scans, Wanted, out_of_memory, read_job, too_large
from pipeline.document import Document
from pipeline.limits import Limits
from pipeline.readers.errors import UnreadableError

# Beyond its time a worker is ended by the kernel, should the batch itself be held up.
GRACE = 3.0
# The least PDF that has a text; places in it are looked for, not told.
_PAGE = b"BT /F1 14 Tf 90 700 Td (So 70-KL/TW) Tj ET"
_PDF = (
    b"%%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 "
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
    b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n"
) % (len(_PAGE), _PAGE)
_SAMPLE = "Ngày 10/5/2024, Huyện ủy thực hiện Kết luận số 70-KL/TW, mở 09 lớp với 534 học viên.\n"


class _Line:
    """The way back to the batch; pages are recognised in several threads, so one message at a time."""

    def __init__(self, pipe: int, limits: Limits) -> None:
        self._pipe, self._limits, self._lock = pipe, limits, threading.Lock()
        self._time = limits.time_for(0)

    def tell(self, **told: object) -> None:
        self._send(pack_frame(Frame(told)))

    def begin(self) -> None:
        """A file begins: its time runs."""
        self._time = self._limits.time_for(0)
        signal.setitimer(signal.ITIMER_REAL, self._time + GRACE)

    def pages(self, count: int) -> None:
        """Tell how many pages the file has: it gets the time for them."""
        self._time = self._limits.time_for(count)
        self.tell(pages=count)
        signal.setitimer(signal.ITIMER_REAL, self._time + GRACE)

    def child(self, seconds: float) -> None:
        """Tell that another program starts that may take so long: its time comes on top of ours."""
        self.tell(child=seconds)
        signal.setitimer(signal.ITIMER_REAL, self._time + seconds + GRACE)

    def finish(self, result: Result) -> Result:
        """Send what became of the file; a report that is too large to travel is a failure."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            packed = pack_frame(to_frame(result))
            if len(packed) > self._limits.result:
                result = too_large(self._limits.result)
                packed = pack_frame(to_frame(result))
        except MemoryError:
            result = out_of_memory("store")
            packed = pack_frame(to_frame(result))
        self._send(packed)
        return result

    def _send(self, packed: bytes) -> None:
        with self._lock:
            send(self._pipe, packed)


def main() -> None:
    """Read jobs from stdin, one a line, and send reports or failures; ends when the batch does."""
    line, folder = _begin(json.loads(sys.argv[1]))
    for given in sys.stdin.buffer:
        job = Job.of(json.loads(given))
        line.begin()
        result = line.finish(read_job(job, folder, line))
        _clear(folder)
        if isinstance(result, Failure) and result.reason == "MEMORY":
            return  # whoever asked in vain may hold what it has: a new worker begins anew


def _begin(given: dict[str, Any]) -> tuple[_Line, Path]:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the batch's matter
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    die_with(given["parent"])
    network = cut_network()
    die_with(given["parent"])  # another user, if only in a namespace, has to ask again
    limits, folder = Limits(**given["limits"]), Path(given["folder"])
    line = _Line(_keep_stdout(), limits)
    _warm(folder)
    limit_memory(limits.memory)
    line.tell(ready=True, network=network)
    os.dup2(1, 2)  # whatever libraries have to say of a file is no message of ours
    return line, folder


def _keep_stdout() -> int:
    """The pipe to the batch; what libraries print goes nowhere."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipe


def _warm(folder: Path) -> None:
    """Load what every file needs, before the time and the memory of any file are measured."""
    import pipeline.readers.docx  # noqa: F401, PLC0415
    from pipeline.extract import extract  # noqa: PLC0415
    from pipeline.readers import read  # noqa: PLC0415

    sample = folder / "sample.pdf"
    sample.write_bytes(_PDF)
    with suppress(UnreadableError):
        read(sample, "off")
    sample.unlink()
    extract(Document(_SAMPLE))


def _clear(folder: Path) -> None:
    """Empty the worker's folder of what other programs left in it."""
    for left in os.scandir(folder):
        if left.is_dir(follow_symlinks=False):
            shutil.rmtree(left.path, ignore_errors=True)
        else:
            os.unlink(left.path)


def to_frame(result: Result) -> Frame:
    """What became of a job, as it travels."""
    match result:
        case Failure():
            return Frame({"failure": asdict(result)})
        case Wanted():
            return Frame({"wanted": result.pages})
        case Scans():
            return Frame({"scans": result.pages}, result.packed)
    told = {"rows": result.rows, "text": result.text, "passages": result.passages}
    return Frame({"report": told}, result.layers, result.edges)


if __name__ == "__main__":
    main()
