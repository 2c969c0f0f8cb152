"""Where the code refuses, and the sentences it does so in, as its syntax tells: «pipeline/ingest.py:85»."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conftest import ROOT


@dataclass(frozen=True)
class Site:
    """One place that makes a refusal; a sentence is None where it is put together as it is raised."""

    where: str
    sentences: tuple[str | None, ...]
    named: frozenset[str]
    more: bool  # names come from a mapping too: «**where»


@cache
def trees() -> dict[Path, ast.Module]:
    """Every file of the program."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "pipeline").rglob("*.py"))}


def refusals() -> frozenset[str]:
    """The errors whose message a user reads: `RefusedError` and all that come from it."""
    classes = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found, more = frozenset[str](), frozenset({"RefusedError"})
    while more - found:
        found |= more
        more = frozenset(one.name for one in classes if {ast.unparse(parent) for parent in one.bases} & found)
    return found


def sites() -> Iterator[Site]:
    """Each call of a refusal's name."""
    names = refusals()
    for path, tree in trees().items():
        for node, scopes in _within(tree, ()):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
                named = frozenset(one.arg for one in node.keywords if one.arg)
                said = tuple(_said(node.args[0], scopes)) if len(node.args) == 1 else (None,)
                more = any(one.arg is None for one in node.keywords)
                yield Site(f"{path.relative_to(ROOT)}:{node.lineno}", said, named, more)


def _within(node: ast.AST, scopes: tuple[ast.AST, ...]) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    """Each node with the functions that it stands in, the innermost first, and the file."""
    yield node, scopes
    inner = (node, *scopes) if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)) else scopes
    for child in ast.iter_child_nodes(node):
        yield from _within(child, inner)


def _said(node: ast.expr, scopes: tuple[ast.AST, ...]) -> Iterator[str | None]:
    match node:
        case ast.Constant(value=str(sentence)):
            yield sentence
        case ast.IfExp(body=one, orelse=other):
            yield from (*_said(one, scopes), *_said(other, scopes))
        case ast.Dict(values=values):
            for value in values:
                yield from _said(value, scopes)
        case ast.Call(func=ast.Attribute(value=known, attr="get"), args=[_, other]):
            yield from (*_said(known, scopes), *_said(other, scopes))
        case ast.Name(id=name):
            given = next((found for scope in scopes if (found := _given(name, scope))), [])
            for value in given:
                yield from _said(value, scopes)
            if not given:
                yield None
        case _:
            yield None


def _given(name: str, scope: ast.AST) -> list[ast.expr]:
    """What a name is set to in a function, or in a file."""
    found: list[ast.expr] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=targets, value=value) if name in map(ast.unparse, targets):
                found.append(value)
            case ast.AugAssign(target=target, value=value) if ast.unparse(target) == name:
                found.append(value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) if ast.unparse(target) == name:
                found.append(value)
    return found
