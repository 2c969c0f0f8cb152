"""`baocao export`: tables for people and programs, annotations for the tools of others."""

# ruff: noqa: PLC0415, T201  each form loads what it needs; a message is a plain line
from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.messages import RefusedError, Words, number

if TYPE_CHECKING:
    from pipeline.store import Store


def export_as(store: Store, folder: Path, form: str, words: Words, *, partition: str = "") -> None:
    """Write the store into the folder in that form, Parquet by `partition`; `OSError` where it cannot be written."""
    if partition and form != "parquet":
        raise RefusedError("--partition chỉ dùng với --format parquet.")
    if form == "webannotation":
        from pipeline.exports.annotations import write_annotations

        write_annotations(store, folder)
    elif form == "docbin":
        from pipeline.exports.docbin import write_docbins

        made = write_docbins(store, folder)
        told = "{n} lượt; {widened} lượt không trùng ranh giới từ, mở rộng ra cả từ"
        print(words(told, n=number(made.mentions), widened=number(made.widened)), file=sys.stderr)
    elif partition:
        from pipeline.exports.dataset import export_dataset

        export_dataset(store, folder)
    else:
        from pipeline.exports.export import export

        export(store, folder, form)
