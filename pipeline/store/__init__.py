"""The store: all facts of an archive in one database, one transaction a report."""

from pipeline.store.change import Actor, Change
from pipeline.store.keeping import Outcome
from pipeline.store.refusals import REJECTED, StoreError
from pipeline.store.store import DEFAULT_URL, Store, open_store
from pipeline.store.trail import record_change

__all__ = [
    "DEFAULT_URL", "REJECTED", "Actor", "Change", "Outcome", "Store", "StoreError", "open_store", "record_change",
]  # fmt: skip
