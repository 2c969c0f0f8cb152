"""The language that a browser reads in: «?lang=en», kept in a cookie."""

from __future__ import annotations

from starlette.requests import Request

from pipeline.messages import Words

LANGUAGE = "baocao_lang"


def words_of(request: Request) -> Words:
    """The language that was chosen last: on this page, or kept in the browser."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
    return Words("en" if chosen == "en" else "vi")
