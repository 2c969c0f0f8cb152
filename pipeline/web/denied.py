"""Why a request is not carried out, each with its status: «Phiên làm việc đã cũ …» → 403."""

from __future__ import annotations

from typing import ClassVar

from pipeline.messages import RefusedError


class DeniedError(RefusedError):
    """A request that is not carried out; the message is for the user."""

    status: ClassVar[int] = 400


class NotAllowedError(DeniedError):
    """The user's role, a form of an older session, or another site's form: nothing is done."""

    status = 403


class TooLargeError(DeniedError):
    """More was sent than is taken."""

    status = 413
