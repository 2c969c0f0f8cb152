"""What commands write besides text for people: JSON on stdout, and files whose folder may be missing."""

# ruff: noqa: T201  JSON goes out as it is, not through rich
from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.messages import RefusedError, Words


def put_json(told: object) -> None:
    """Print one JSON document on stdout, its Vietnamese as it is written."""
    print(json.dumps(told, ensure_ascii=False, indent=1))


@contextmanager
def writing_to(path: Path | str, words: Words) -> Iterator[None]:
    """While a file is written: `RefusedError` tells where and why it could not be."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise RefusedError("Không ghi được ra {path}: {why}", path=path, why=why) from error
