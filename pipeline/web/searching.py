"""Search (Tra cứu): one box, what narrows it down, and the passages that answer."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline.questions.hits import Hit
from pipeline.questions.search import Answer, NothingAskedError, SearchError, read_types, search, suggest
from pipeline.statuses import STATUSES
from pipeline.store import Store
from pipeline.web.language import words_of
from pipeline.web.rendering import marked, render

router = APIRouter()
STEP = 20
_BEFORE, _LONGEST, _FACETS = 160, 560, 8


@router.get("/search")
def search_page(
    request: Request,
    *,
    q: str = "",
    directive: str = "",
    unit: str = "",
    status: str = "",
    period: str = "",
    doc_type: Annotated[str, Query(alias="type")] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """The passages that have all words and facts asked for."""
    narrowed = {"directive": directive, "unit": unit, "status": status, "period": period}
    asked = {"q": q, **narrowed, "type": doc_type}
    store: Store = request.app.state.store
    answer, why, code = Answer((), 0, False), "", 200
    try:
        given = {name: value.strip() for name, value in narrowed.items()}
        answer = search(store, q, **given, doc_type=doc_type.strip(), limit=STEP, offset=offset)
    except NothingAskedError:
        why = "" if not any(asked.values()) else words_of(request)("Chưa biết tìm gì.")
    except SearchError as error:
        why, code = error.told(words_of(request)), 400
    return render(
        request, "search.html", code, asked=asked, answer=answer, why=why, offset=offset, step=STEP,
        excerpts=[_excerpt(hit) for hit in answer.hits], facets=_facets(answer.hits),
        types=read_types(store), nothing=not any(value.strip() for value in asked.values()),
    )  # fmt: skip


@router.get("/suggest")
def suggestions(request: Request, directive: str = "", q: str = "") -> Response:
    """Symbols that begin as typed, for the box."""
    return render(request, "suggest_part.html", found=suggest(request.app.state.store, directive or q))


def _excerpt(hit: Hit) -> dict[str, Any]:
    """As much of a passage as is read at a glance, around the first word that answers."""
    start, end = 0, len(hit.text)
    if end > _LONGEST:
        first = hit.highlights[0][0] if hit.highlights else 0
        start = max(hit.text.rfind(" ", 0, max(first - _BEFORE, 0)) + 1, 0)
        end = min(start + _LONGEST, end)
    left, right = hit.highlights[0] if hit.highlights else (0, len(hit.text))
    return {
        "text": marked(hit.text, hit.highlights, start, end), "cut": start > 0, "goes_on": end < len(hit.text),
        "span": f"p{hit.page}:{hit.start + left}-{hit.start + right}",
    }  # fmt: skip


def _facets(hits: tuple[Hit, ...]) -> dict[str, list[tuple[str, int]]]:
    """What the shown passages speak of, most often first: what one may narrow the search down to."""
    directives: Counter[str] = Counter()
    units: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for hit in hits:
        directives.update({str(row["directive_id"]) for row in hit.facts.get("citations", ()) if row["directive_id"]})
        units.update({str(row["name"]) for row in hit.facts.get("unit_mentions", ()) if row["name"]})
        told = {str(row["status"]) for row in hit.facts.get("implementations", ())}
        statuses.update(status for status in told if status in STATUSES)
    months = Counter(hit.month for hit in hits if hit.month)
    types = Counter(hit.doc_type for hit in hits if hit.doc_type)
    every = {"directive": directives, "unit": units, "status": statuses, "period": months, "type": types}
    return {name: counted.most_common(_FACETS) for name, counted in every.items()}
