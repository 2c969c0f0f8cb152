"""What underthesea adds and costs: the noun of a measure, and where sentences end, with it and without."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import underthesea

from extractors.counts import Count
from extractors.mention import Mention, Value
from pipeline.extract import extract
from pipeline.facts import Extraction
from pipeline.readers import read
from pipeline.sentences import find_sentences

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "seed" / "counts.csv"
LOOK_AHEAD = 60  # characters after a figure in which its noun stands

Say = Callable[[str], None]


def bench_ablation(say: Say) -> None:
    """Print both comparisons on the user's report."""
    extraction = extract(read(ROOT / "corpus" / "reports" / "report.docx"))
    say("underthesea: what it would add, on the user's report (report.docx)")
    if GOLD.exists():
        for line in measures(extraction):
            say(f"  {line}")
    for line in sentences(extraction):
        say(f"  {line}")


def measures(extraction: Extraction) -> Iterator[str]:
    """How many nouns of the gold come out letter for letter, by lexicon, by word, and by noun phrase."""
    with GOLD.open(encoding="utf-8-sig", newline="") as file:
        gold = Counter((row["value"], row["noun"].lower()) for row in csv.DictReader(file))
    counts = [(m, m.value) for m in extraction.mentions if isinstance(m.value, Count)]
    lexicon = Counter((str(value.value), value.measure.lower()) for _, value in counts)
    yield f"noun of a measure, our lexicon: {(gold & lexicon).total()} of {gold.total()}"
    ways = {"underthesea's first word": first_word, "underthesea's nouns in a row": nouns}
    for name, way in ways.items():
        start = time.perf_counter()
        found = Counter((str(value.value), way(after_figure(extraction, m, value)).lower()) for m, value in counts)
        taken = time.perf_counter() - start
        yield f"noun of a measure, {name}: {(gold & found).total()} of {gold.total()}, {taken:.3f} s"


def after_figure(extraction: Extraction, mention: Mention[Value], value: Count) -> str:
    """The text from a count's noun on, to the end of the line or `LOOK_AHEAD` characters."""
    at = mention.end - len(value.measure)
    return extraction.document.text[at : at + LOOK_AHEAD].split("\n")[0]


def first_word(text: str) -> str:
    """The first word that underthesea sees after a figure."""
    words: list[str] = underthesea.word_tokenize(text)
    return words[0] if words else ""


def nouns(text: str) -> str:
    """The words after a figure as long as underthesea calls them nouns."""
    taken: list[str] = []
    for word, tag in underthesea.pos_tag(text):
        if not tag.startswith("N"):
            break
        taken.append(word)
    return " ".join(taken)


def sentences(extraction: Extraction) -> Iterator[str]:
    """How many sentence ends the two see, and how many of underthesea's are the number of a heading («1.»)."""
    document = extraction.document
    start = time.perf_counter()
    ours = {span.end for span in find_sentences(document.text)}
    taken = time.perf_counter() - start
    yield f"sentence ends, our rules {len(ours)}, {taken:.3f} s"
    start = time.perf_counter()
    theirs = set(ends(document.text))
    taken = time.perf_counter() - start
    labels = sum(1 for end in theirs - ours if document.text[:end].rsplit("\n", 1)[-1].rstrip(".").isdigit())
    yield (
        f"sentence ends, underthesea {len(theirs)}, {taken:.3f} s: {len(theirs - ours)} that ours does not see "
        f"({labels} of them the number of a heading), {len(ours - theirs)} that it does not see"
    )


def ends(text: str) -> Iterator[int]:
    """The ends of underthesea's sentences, line by line, as offsets into the text."""
    at = 0
    for line in text.splitlines(keepends=True):
        inside = 0
        for sentence in underthesea.sent_tokenize(line.strip("\n")):
            inside = line.index(sentence, inside) + len(sentence)
            yield at + inside
        at += len(line)
