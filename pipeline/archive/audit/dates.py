"""«05-CT/TW, ngày 15/5/2016» here and «… ngày 16/5/2016» in another report: one document has one date, one issuer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from extractors.patterns import fold
from pipeline.archive.audit.claims import Archive, Contrast, Place
from pipeline.archive.citing import is_of_an_office
from pipeline.archive.conflicts import Claim, Conflict, conflicts
from pipeline.audit.covers import show_day
from pipeline.audit.explain import name_slip
from pipeline.facts import Verdict

RULE = "date_conflict"
_CLEARLY = 3  # times as many reports as all others together: then only those others are told that they differ
_MOST_NAMED = 3  # reports, of those that say otherwise
_ALIKE = 24  # letters with which two wordings of one subject begin
_CENTRAL = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")


def directives_have_one_date(archive: Archive) -> Iterator[Contrast]:
    """Every directive has one date and one issuer in all reports that cite it."""
    for conflict in conflicts(archive.ask, archive.doc_id):
        claims = conflict.claims if conflict.what == "issued_on" else _central(conflict.claims)
        for told in _by_organ(archive, claims) if is_of_an_office(conflict.symbol) else [claims]:
            if len(told) > 1:
                yield from _contrasts(archive, conflict, told)


def _by_organ(archive: Archive, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """What the reports of one office say: «12-KH/BTGHU» is another plan in each district, and the sign names none."""
    every = {doc_id: archive.reports.get(doc_id) for claim in claims for doc_id in claim.doc_ids}
    organ_of = {doc_id: report.letterhead for doc_id, report in every.items() if report is not None}
    for organ in sorted(set(organ_of.values())):
        own = [(claim, tuple(one for one in claim.doc_ids if organ_of.get(one) == organ)) for claim in claims]
        yield [Claim(claim.directive_id, claim.told, doc_ids) for claim, doc_ids in own if doc_ids]


def _central(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The organs of the Party's centre: they are three, whatever is written behind; others have too many names."""
    by_organ: dict[str, list[str]] = {}
    for claim in claims:
        organ = next((name for name in _CENTRAL if claim.told.startswith(name)), "")
        if organ and claim.directive_id.rpartition("@")[0].endswith("/TW"):
            by_organ.setdefault(organ, []).extend(claim.doc_ids)
    return tuple(
        Claim(claims[0].directive_id, organ, tuple(sorted(set(ids)))) for organ, ids in sorted(by_organ.items())
    )


def _contrasts(archive: Archive, conflict: Conflict, claims: Sequence[Claim]) -> Iterator[Contrast]:
    """What each report is told that says otherwise than most, or than any where none is in the clear majority."""
    often: dict[str, int] = {}
    for claim in claims:
        for doc_id in claim.doc_ids:
            often[doc_id] = often.get(doc_id, 0) + 1
    most = max(claims, key=lambda claim: len(claim.doc_ids))
    clear = len(most.doc_ids) >= _CLEARLY * sum(len(claim.doc_ids) for claim in claims if claim is not most)
    for claim in claims:
        others = [most] if clear else [other for other in claims if other is not claim]
        if clear and claim is most:
            continue
        for doc_id in claim.doc_ids:
            # One that says both is told so by the check within it.
            if archive.wants(doc_id) and often[doc_id] == 1:
                yield from _contrast(archive, conflict, claim, others, doc_id)


def _contrast(
    archive: Archive, conflict: Conflict, claim: Claim, others: Sequence[Claim], doc_id: str
) -> Iterator[Contrast]:
    places = _places(archive, claim, doc_id, conflict.what)
    if not places:
        return
    verdict: Verdict = "mismatch"
    if conflict.what == "issued_on":
        told = f"Báo cáo này ghi ngày {_day(claim)}, còn {_named(archive, others, 'ghi ngày')}."
        slips = {slip for other in others if (slip := _slip(claim, other))}
        told += f" Hai ngày có lẽ khác nhau do {slips.pop()}." if len(slips) == len(others) == 1 else ""
        if not any(_is_one(archive, claim, other) for other in others):
            verdict = "unverifiable"
            told = f"Chưa kiểm tra được: {told[0].lower()}{told[1:]} Có thể dẫn sai số, hoặc là hai văn bản."
    else:
        told = f"Báo cáo này ghi của {claim.told}, còn {_named(archive, others, 'ghi của')}."
    against = "; ".join(sorted(other.told for other in others))
    yield Contrast(doc_id, RULE, verdict, places[0], against, told, tuple(places[1:]))


def _is_one(archive: Archive, claim: Claim, other: Claim) -> bool:
    """True where two dates must be those of one document: its subject is the same, or they differ by one slip."""
    mine, theirs = (_subjects(archive, one) for one in (claim, other))
    if mine and theirs:
        return any(_agree(one, two) for one in mine for two in theirs)
    first, second = (date.fromisoformat(one.told) for one in (claim, other))
    return [first.day == second.day, first.month == second.month, first.year == second.year].count(False) == 1


def _subjects(archive: Archive, claim: Claim) -> set[str]:
    """What the reports that say so call the document."""
    query = "SELECT DISTINCT subject FROM citations WHERE directive_id = :one AND subject <> '' AND doc_id = :doc_id"
    found = (
        archive.ask(query, {"one": claim.directive_id, "doc_id": doc_id}) for doc_id in claim.doc_ids[:_MOST_NAMED]
    )
    return {fold(row[0]).strip('«»“”" ').removeprefix("về ") for rows in found for row in rows}


def _agree(one: str, other: str) -> bool:
    """True where one subject begins as the other does: many are cut off."""
    return one[:_ALIKE] == other[:_ALIKE] or one.startswith(other) or other.startswith(one)


def _named(archive: Archive, others: Sequence[Claim], says: str) -> str:
    """«12-BC/VPTU, ngày 20/5/2024 ghi ngày 15/5/2016», of many reports the first ones and how many more."""
    told = []
    for other in others:
        names = sorted({archive.reports[doc_id].name for doc_id in other.doc_ids if doc_id in archive.reports})
        more = f" và {len(names) - _MOST_NAMED} báo cáo khác" if len(names) > _MOST_NAMED else ""
        value = _day(other) if says == "ghi ngày" else other.told
        told.append(f"{'; '.join(names[:_MOST_NAMED])}{more} {says} {value}")
    return "; ".join(told)


def _day(claim: Claim) -> str:
    return show_day(date.fromisoformat(claim.told))


def _slip(claim: Claim, other: Claim) -> str:
    mine, theirs = (date.fromisoformat(one.told) for one in (claim, other))
    return name_slip(f"{mine:%d%m%Y}", f"{theirs:%d%m%Y}")


def _places(archive: Archive, claim: Claim, doc_id: str, what: str) -> list[Place]:
    """Where the report says so, in its order."""
    query = (
        'SELECT start, "end", text, page, boxes, issuer, issued_on FROM citations '
        'WHERE doc_id = :doc_id AND directive_id = :directive_id ORDER BY start, "end"'
    )
    given = {"doc_id": doc_id, "directive_id": claim.directive_id}
    return [
        Place(*row[:5])
        for row in archive.ask(query, given)
        if (row[6] == claim.told if what == "issued_on" else str(row[5]).startswith(claim.told))
    ]
