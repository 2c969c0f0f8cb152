"""Every sentence of the program has its English, with the same blanks, and the catalogue holds nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from babel.messages.extract import extract_from_dir

from pipeline.messages import _english
from tests.conftest import ROOT
from tests.refusal_sites import sites

PIPELINE = ROOT / "pipeline"
# Where sentences are said; elsewhere «words» are words of a report.
SPEAK = ("terminal/**", "web/**", "questions/**", "audit/coverage", "cli", "watch")


def said() -> set[str]:
    """What the code hands over to be told, as Babel finds it: `words("…")`, `_("…")`."""
    found = extract_from_dir(
        PIPELINE,
        method_map=[("**.html", "jinja2"), *((f"{room}.py", "python") for room in SPEAK)],
        keywords={"words": None, "_": None},
    )
    return {sentence for _, _, sentence, _, _ in found if isinstance(sentence, str) and sentence}


def literals() -> Iterator[str]:
    """Every text that stands in the code or in a template, in quotes."""
    for path in PIPELINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in PIPELINE.rglob("*.html"):
        for found in re.finditer(r'"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            yield found[1].replace('\\"', '"')


def test_every_sentence_that_is_said_has_its_english() -> None:
    assert len(said()) > 250
    assert set() == said() - set(_english())


def test_the_catalogue_holds_no_sentence_that_nobody_says() -> None:
    assert set() == set(_english()) - set(literals()) - said()


def test_every_sentence_has_the_same_blanks_in_both_languages() -> None:
    for vietnamese, english in _english().items():
        assert english, vietnamese
        assert sorted(re.findall(r"{\w+}", vietnamese)) == sorted(re.findall(r"{\w+}", english)), vietnamese


def test_every_refusal_is_a_sentence_that_has_its_english() -> None:
    found = list(sites())
    assert len(found) > 100
    assert [] == [one.where for one in found if not one.sentences or not set(one.sentences) <= set(_english())]


def test_every_refusal_fills_the_blanks_of_its_sentence() -> None:
    found = [one for one in sites() if not one.more]
    blanks = {one.where: set(re.findall(r"{(\w+)}", " ".join(map(str, one.sentences)))) for one in found}
    assert {one.where: set(one.named) for one in found} == blanks
