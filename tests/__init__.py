"""Tests of baocao."""
