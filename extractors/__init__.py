"""Text in, mentions out: one file per kind of mention, registered here in order."""

from __future__ import annotations

from extractors.abbreviations import find_abbreviations
from extractors.citations import find_citations
from extractors.counts import find_counts
from extractors.dates import find_dates
from extractors.mention import Extractor
from extractors.units import find_units

EXTRACTORS = (
    Extractor("citations", find_citations),
    Extractor("dates", find_dates),
    Extractor("counts", find_counts),
    Extractor("unit_mentions", find_units),
    Extractor("abbreviations", find_abbreviations),
)
