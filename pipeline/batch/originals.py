"""The file that a report was read from, as long as its bytes are still the same: «/kho/báo cáo.pdf»."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from pipeline.batch.reading import open_regular
from pipeline.store import Store

_CHUNK = 1 << 20


def find_original(store: Store, doc_id: str) -> str:
    """The path of a file with this report's bytes; empty where none is left."""
    query = (
        "SELECT o.path_key, d.sha256 FROM outcomes o JOIN documents d ON d.doc_id = o.doc_id "
        "WHERE d.doc_id = :doc ORDER BY o.path = d.source DESC, o.path_key"
    )
    for key, sha256 in store.ask(query, {"doc": doc_id}):
        file = os.fsdecode(unquote_to_bytes(str(key)))
        try:
            seen = os.stat(file)
            if _hash(file, seen.st_mtime_ns, seen.st_size, seen.st_ino) == sha256:
                return file
        except (OSError, ValueError):  # gone, or not ours to read; another path may still have it
            continue
    return ""


@lru_cache(maxsize=4096)
def _hash(file: str, _changed: int, _size: int, _number: int) -> str:
    """The hash of a file's bytes, taken once for each state of the file."""
    told = hashlib.sha256()
    with open(open_regular(file), "rb") as opened:
        while chunk := opened.read(_CHUNK):
            told.update(chunk)
    return told.hexdigest()
