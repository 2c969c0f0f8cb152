"""The store: all facts of an archive in one database, one transaction a report."""

from pipeline.store.store import DEFAULT_URL, REJECTED, Outcome, Store, StoreError, open_store

__all__ = ["DEFAULT_URL", "REJECTED", "Outcome", "Store", "StoreError", "open_store"]
