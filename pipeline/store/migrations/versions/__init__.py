"""The store's schema, step by step: «0001_version_0_1_0.py» and what changed since."""
