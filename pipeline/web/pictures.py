"""Pictures of pages, painted when first looked at and kept in a folder beside the store."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_SECONDS = 20.0  # for one page; a page that takes longer has no picture
_MOST_KEPT = 4000
_LONGEST = 64_000_000
_HOME = str(Path(__file__).parents[2])


@dataclass(slots=True)
class Pictures:
    """Pictures in a folder, and one process that paints the missing ones, one at a time."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _painter: subprocess.Popen[bytes] | None = None
    _painted: int = 0

    def find(self, file: str, sha256: str, page: int, width: int) -> Path | None:
        """The picture of a page, or None where it cannot be painted."""
        kept = self.folder / sha256[:2] / f"{sha256}-{page}-{width}.png"
        if kept.is_file():
            return kept
        with self._lock:
            if kept.is_file():
                return kept
            painted = self._ask(json.dumps({"file": file, "page": page, "width": width}).encode("ascii") + b"\n")
            if not painted:
                return None
            self._keep(kept, painted)
        return kept

    def close(self) -> None:
        """End the painter."""
        if self._painter is not None:
            self._painter.kill()
            self._painter.wait()
            for pipe in (self._painter.stdin, self._painter.stdout):
                if pipe is not None:
                    pipe.close()
            self._painter = None

    def _ask(self, request: bytes) -> bytes:
        painter = self._started()
        until = time.monotonic() + _SECONDS
        try:
            assert painter.stdin is not None
            painter.stdin.write(request)
            painter.stdin.flush()
            size = int.from_bytes(_read(painter, 4, until), "big")
            return _read(painter, size, until) if size <= _LONGEST else b""
        except (OSError, EOFError, TimeoutError):  # it died of this page, or hangs: the next page gets a new one
            self.close()
            return b""

    def _started(self) -> subprocess.Popen[bytes]:
        if self._painter is None or self._painter.poll() is not None:
            self.close()
            self._painter = subprocess.Popen(
                [sys.executable, "-P", "-m", "pipeline.web.painter", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": _HOME},
                bufsize=0,
            )
        return self._painter

    def _keep(self, kept: Path, painted: bytes) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as made:
            made.write(painted)
        os.replace(made.name, kept)
        self._painted += 1
        if self._painted % 100 == 0:
            self._sweep()

    def _sweep(self) -> None:
        """Let go of the pictures that were painted first where there are too many."""
        kept = sorted(self.folder.glob("*/*.png"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-_MOST_KEPT]:
            path.unlink(missing_ok=True)


def _read(painter: subprocess.Popen[bytes], size: int, until: float) -> bytes:
    """So many bytes of an answer; `TimeoutError` when they do not come, `EOFError` when nobody sends them."""
    assert painter.stdout is not None
    found = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(painter.stdout, selectors.EVENT_READ)
        while len(found) < size:
            if not selector.select(max(until - time.monotonic(), 0)):
                raise TimeoutError
            chunk = os.read(painter.stdout.fileno(), size - len(found))
            if not chunk:
                raise EOFError
            found += chunk
    return bytes(found)
