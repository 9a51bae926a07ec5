"""Trouble on the line, ordered by a test: errors, floods, lost connections and answers, slowness."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from bot.demo.telegram.refusals import Refusal, too_many


class Trouble(StrEnum):
    ANSWER = "answer"  # an error is answered, nothing is carried out
    DROP = "drop"  # the connection breaks before the call is carried out
    LOSE = "lose"  # the call is carried out, then the connection breaks
    DELAY = "delay"  # the call is carried out late


@dataclass
class Fault:
    """The next `times` calls of `method` ("*" is any), only for `chat_id` when it is given."""

    method: str
    trouble: Trouble
    times: int
    refusal: Refusal | None = None
    seconds: float = 0.0
    chat_id: int | None = None


class Faults:
    """Empty at the start; every order is used up by the calls it hits. `monotonic` gives seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._orders: list[Fault] = []
        self._floods: dict[int | None, float] = {}
        self._monotonic = monotonic
        self.hits: list[Fault] = []

    def answer(self, method: str, code: int, *, times: int = 1, words: str = "", chat_id: int | None = None) -> None:
        """An HTTP error with the description Telegram uses for it (500, 502 ...), or with `words`."""
        usual = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout", 403: "Forbidden"}
        refusal = Refusal(code, words or usual.get(code, "Bad Request"))
        self._orders.append(Fault(method, Trouble.ANSWER, times, refusal, chat_id=chat_id))

    def too_many(self, method: str = "*", *, retry_after: int = 1, times: int = 1, chat_id: int | None = None) -> None:
        """429 with `retry_after` seconds for the next calls, whenever they come."""
        self._orders.append(Fault(method, Trouble.ANSWER, times, too_many(retry_after), chat_id=chat_id))

    def flood(self, seconds: float, *, chat_id: int | None = None) -> None:
        """429 to every message until `seconds` have passed, for one chat or for all, as a real flood wait."""
        self._floods[chat_id] = self._monotonic() + seconds

    def drop(self, method: str, *, times: int = 1) -> None:
        self._orders.append(Fault(method, Trouble.DROP, times))

    def lose_answer(self, method: str, *, times: int = 1) -> None:
        self._orders.append(Fault(method, Trouble.LOSE, times))

    def delay(self, method: str, seconds: float, *, times: int = 1) -> None:
        self._orders.append(Fault(method, Trouble.DELAY, times, seconds=seconds))

    def forbid(self, chat_id: int, *, times: int = 1) -> None:
        """403 for the next calls to this chat, as if the person had left Telegram."""
        self.answer("*", 403, times=times, words="Forbidden: user is deactivated", chat_id=chat_id)

    def clear(self) -> None:
        self._orders.clear()
        self._floods.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The trouble this call meets, if any; it counts as used."""
        for order in self._orders:
            if order.method in ("*", method) and order.chat_id in (None, chat_id):
                order.times -= 1
                if order.times <= 0:
                    self._orders.remove(order)
                self.hits.append(order)
                return order
        return None

    def flooded(self, chat_id: int) -> int:
        """Seconds left of a flood wait for this chat; 0 when it may be written to."""
        now = self._monotonic()
        left = [until - now for chat, until in self._floods.items() if chat in (None, chat_id) and until > now]
        return ceil(max(left)) if left else 0
