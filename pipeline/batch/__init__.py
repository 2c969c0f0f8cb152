"""The batch: files found, looked at, claimed, and read by contained workers; one outcome each."""
