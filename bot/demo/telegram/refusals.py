"""What the Bot API answers when it will not do something: HTTP code and description, word for word."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """The answer to a refused call. `retry_after` is set on 429 only (seconds)."""

    code: int
    description: str
    retry_after: int | None = None


class Refused(Exception):
    """A call ends with this refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


class NotBuilt(Exception):
    """The real server may know this, the local one does not: answered 400 and noted in `LocalTelegram.failures`."""


def bad(words: str) -> Refused:
    return Refused(Refusal(400, f"Bad Request: {words}"))


def forbidden(words: str) -> Refused:
    return Refused(Refusal(403, f"Forbidden: {words}"))


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", seconds)


NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
TOO_LARGE = Refusal(413, "Request Entity Too Large")
CONFLICT = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
CHAT_NOT_FOUND = Refusal(400, "Bad Request: chat not found")
NOT_MODIFIED = Refusal(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message",
)
QUERY_TOO_OLD = Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
