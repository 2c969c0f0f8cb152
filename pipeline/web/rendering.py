"""Templates filled in: one language, everything escaped, times and numbers as Vietnamese prints them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.messages import number, printable
from pipeline.questions.owed_told import period_name, told_of
from pipeline.questions.telling import day, decimal, tell_why
from pipeline.statuses import DECIDED, KEPT, LETTERS, LEVEL_NAMES, OUTCOMES, OWED, SAYS, STATUSES, UNREAD
from pipeline.web.language import LANGUAGE, words_of
from pipeline.web.safety import VISIT, token_of, visit_of

_FOLDER = Path(__file__).parent / "templates"
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = 365 * 24 * 3600
_VIETNAM = timezone(timedelta(hours=7))
_ROLES = {"viewer": "xem", "reviewer": "soát và nộp", "admin": "quản trị"}


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        day=day,
        month=_month,
        number=number,
        decimal=decimal,
        shown=_shown,
        file=_file,
        json=_json,
        short=_short,
        query=_query,
        moment=_moment,
    )
    made.globals.update(
        statuses=STATUSES,
        level_names=LEVEL_NAMES,
        outcomes=OUTCOMES,
        owed_states=OWED,
        unread=UNREAD,
        kept_states=KEPT,
        says=SAYS,
        period_name=period_name,
        told_of=told_of,
        tell_why=tell_why,
        roles=_ROLES,
        decisions=DECIDED,
    )
    return made


def _month(iso: object) -> str:
    """«05/2024»; what is no month stays as it is."""
    found = _MONTH.fullmatch(str(iso))
    return f"{found[2]}/{found[1]}" if found else _shown(iso)


def _moment(iso: object) -> str:
    """«28/11/2026 08:15:00», by the clock of Vietnam."""
    return f"{datetime.fromisoformat(str(iso)).astimezone(_VIETNAM):%d/%m/%Y %H:%M:%S}"


def _shown(text: object) -> str:
    """Text that may come from a file's name: no letters that turn the reading order, no control characters."""
    return printable(str(text if text is not None else ""))


def _file(source: object) -> str:
    """The file's name without its folders."""
    return _shown(posixpath.basename(str(source).rstrip("/")))


def _short(text: object, most: int = 160) -> str:
    told = " ".join(str(text).split())
    return told if len(told) <= most else told[: most - 1].rstrip() + "…"


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _query(given: Mapping[str, object], **changed: object) -> str:
    """A query string of what is not empty: stable, so that an address can be kept."""
    told = {**given, **changed}
    return urlencode(
        [(name, one) for name, value in sorted(told.items()) for one in _many(value) if one not in ("", 0)]
    )


def _many(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


_ENVIRONMENT = _environment()


def render(request: Request, template: str, status: int = 200, **told: Any) -> Response:
    """A page, or the part of one that HTMX asked for."""
    words, visit = words_of(request), visit_of(request)
    other = "vi" if words.language == "en" else "en"
    params = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    text = _ENVIRONMENT.get_template(template).render(
        _=words,
        language=words.language,
        letters=LETTERS[words.language],
        other_language=f"{request.url.path}?{urlencode([*params, ('lang', other)])}",
        path=request.url.path,
        token=token_of(request, visit),
        user=getattr(request.state, "user", None),
        login=getattr(request.state, "login", False),
        **told,
    )
    answer = HTMLResponse(text, status)
    if request.cookies.get(VISIT) != visit:
        secure = request.url.scheme == "https"
        answer.set_cookie(VISIT, visit, httponly=True, samesite="strict", secure=secure, path="/")
    if request.query_params.get("lang") in ("vi", "en"):
        answer.set_cookie(LANGUAGE, words.language, max_age=_YEAR, samesite="lax", path="/")
    return answer


def is_part(request: Request) -> bool:
    """True where HTMX asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


def marked(text: str, spans: tuple[tuple[int, int], ...], start: int, end: int) -> Markup:
    """The text from `start` to `end`, escaped, with `<mark>` around the spans."""
    made, at = Markup(""), start
    for left, right in spans:
        if start <= left and right <= end:
            made += Markup("{}<mark>{}</mark>").format(text[at:left], text[left:right])
            at = right
    return made + Markup("{}").format(text[at:end])
