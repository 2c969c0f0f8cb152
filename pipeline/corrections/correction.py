"""One correction as it is kept: which words of which report, what was wrong, what is right, who says so and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

from pipeline.corrections.anchors import Anchor
from pipeline.tables import Cell

Action = Literal["correct", "add", "reject"]
Fields = Mapping[str, Cell]

_ID_LENGTH = 10  # hex digits after the «k»: some thousand corrections of one archive are not to meet by chance


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction: a row of `corrections` with its JSON read.

    `before` are the fact's fields as they were, empty for a fact that is added; `after` those that are set. `of` is
    the correction that added the fact, where a person did.
    """

    correction_id: str
    source: str
    sha256: str
    table: str
    anchor: Anchor
    action: Action
    before: Fields
    after: Fields
    reviewer: str
    why: str
    made_at: str
    of: str = ""
    undone_by: str = ""
    undone_at: str = ""

    @property
    def is_undone(self) -> bool:
        """True where somebody has taken the correction back."""
        return self.undone_at != ""


def named(made: Correction) -> Correction:
    """The correction with its name, from all that it says: «k3f9a0b12c4»."""
    told = json.dumps(asdict(replace(made, correction_id="")), ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]
    return replace(made, correction_id=f"k{name}")


def to_record(made: Correction, doc_id: str = "", fact: str = "") -> dict[str, Cell]:
    """The correction as a row of `corrections`, with the report and the fact that it stands at now."""
    anchor = {**asdict(made.anchor), "added_by": made.of}
    return {
        "correction_id": made.correction_id, "doc_id": doc_id, "fact": fact, "source": made.source,
        "sha256": made.sha256, "table": made.table, "text": anchor.pop("words"), "anchor": _json(anchor),
        "action": made.action, "before": _json(made.before), "after": _json(made.after), "reviewer": made.reviewer,
        "why": made.why, "made_at": made.made_at, "undone_by": made.undone_by, "undone_at": made.undone_at,
    }  # fmt: skip


def read_record(record: Mapping[str, Cell]) -> Correction:
    """The correction that a row of `corrections` holds."""
    told = {name: str(cell or "") for name, cell in record.items()}
    around = json.loads(told["anchor"])
    anchor = Anchor(told["text"], around["before"], around["after"], around["nth"], around["of"])
    action: Action = "add" if told["action"] == "add" else "reject" if told["action"] == "reject" else "correct"
    return Correction(
        told["correction_id"], told["source"], told["sha256"], told["table"], anchor, action,
        json.loads(told["before"]), json.loads(told["after"]), told["reviewer"], told["why"], told["made_at"],
        around["added_by"], told["undone_by"], told["undone_at"],
    )  # fmt: skip


def _json(told: Mapping[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
