"""`baocao` reads the reports of Vietnamese Party and State offices into tables.

import pipeline

document = pipeline.read("bao-cao.pdf")          # one text, with layers over it
extraction = pipeline.extract(document)          # mentions, and what they refer to
pipeline.ingest(["corpus/reports"])              # files and folders into a store
store = pipeline.open_store()                    # sqlite:///outputs/baocao.db
pipeline.to_frame("counts", store.rows("counts"))
pipeline.search(store, "ket luan 70")            # passages, with what was read out of them
pipeline.matrix(store, level="district")         # who carried out which directive, and who has not
pipeline.plans(store, period)                    # what became of what was planned
pipeline.series(store, measure="đảng viên")      # the same figure over units and months
pipeline.forms(store, "Biểu số 01")              # one annexed form of all reports
pipeline.export(store, "outputs", "csv")         # all tables as files
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.exports.export import export as export
    from pipeline.extract import extract as extract
    from pipeline.ingest import ingest as ingest
    from pipeline.questions.forms import forms as forms
    from pipeline.questions.matrix import matrix as matrix
    from pipeline.questions.plans import plans as plans
    from pipeline.questions.search import search as search
    from pipeline.questions.series import series as series
    from pipeline.readers import read as read
    from pipeline.store import open_store as open_store
    from pipeline.tables import to_frame as to_frame

# Each name and the module that brings it: loaded when first used, so that `import pipeline` stays light.
_FACE = {
    "read": "pipeline.readers",
    "extract": "pipeline.extract",
    "ingest": "pipeline.ingest",
    "open_store": "pipeline.store",
    "to_frame": "pipeline.tables",
    "search": "pipeline.questions.search",
    "matrix": "pipeline.questions.matrix",
    "plans": "pipeline.questions.plans",
    "series": "pipeline.questions.series",
    "forms": "pipeline.questions.forms",
    "export": "pipeline.exports.export",
}
__all__ = list(_FACE)


class _Face(ModuleType):
    """Keeps `pipeline.ingest` the function, where importing the module `pipeline.ingest` would put itself."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _FACE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in _FACE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_FACE[name]), name)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_FACE})


sys.modules[__name__].__class__ = _Face
