"""How fast the real server lets a bot write, as token buckets. Off unless asked for.

Measured by many, promised by none: about one message a second to a chat (a short burst passes), about 30 in all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Limits:
    """Messages a second to one chat and in all, and how many may come at once."""

    per_chat: float = 1.0
    chat_burst: int = 5
    overall: float = 30.0
    overall_burst: int = 30


class Meter:
    """Counts the bot's messages against the limits. `monotonic` gives seconds."""

    def __init__(self, limits: Limits | None, monotonic: Callable[[], float]) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._levels: dict[int | None, tuple[float, float]] = {}

    def wait(self, chat_id: int) -> int:
        """Takes one message for this chat; the seconds to wait when it is one too many, else 0."""
        if self._limits is None:
            return 0
        rates = {
            chat_id: (self._limits.per_chat, self._limits.chat_burst),
            None: (self._limits.overall, self._limits.overall_burst),
        }
        now = self._monotonic()
        levels = {key: self._level(key, rate, burst, now) for key, (rate, burst) in rates.items()}
        short = [(1 - level) / rates[key][0] for key, level in levels.items() if level < 1]
        if short:
            return max(1, ceil(max(short)))
        self._levels |= {key: (level - 1, now) for key, level in levels.items()}
        return 0

    def _level(self, key: int | None, rate: float, burst: int, now: float) -> float:
        level, since = self._levels.get(key, (float(burst), now))
        return min(float(burst), level + (now - since) * rate)
