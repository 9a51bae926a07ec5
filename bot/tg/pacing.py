"""Telegram's speed limits as token buckets: so many messages a second overall, and to each chat."""

from dataclasses import dataclass, field

from bot.config import Pacing


@dataclass
class Bucket:
    """Holds up to `size` tokens, refilled at `rate` a second. Times are monotonic seconds."""

    rate: float
    size: float
    level: float = 0.0
    at: float = 0.0

    def fill(self, now: float) -> None:
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 when one is."""
        self.fill(now)
        return max(0.0, (1 - self.level) / self.rate)


@dataclass
class Pace:
    """When the next message to a chat may go. A 429 pauses the chat it named and nobody else."""

    settings: Pacing
    now: float
    overall: Bucket = field(init=False)
    chats: dict[int, Bucket] = field(default_factory=dict)
    paused: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.overall = Bucket(self.settings.overall_per_second, 1, 1, self.now)

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds this chat must still wait for its own sake (the overall limit is asked apart)."""
        pause = max(0.0, self.paused.get(chat_id, now) - now)
        return max(pause, self._chat(chat_id, now).wait(now))

    def take(self, chat_id: int, now: float) -> None:
        for bucket in (self.overall, self._chat(chat_id, now)):
            bucket.fill(now)
            bucket.level -= 1

    def pause(self, chat_id: int, until: float) -> None:
        self.paused[chat_id] = max(until, self.paused.get(chat_id, until))

    def _chat(self, chat_id: int, now: float) -> Bucket:
        burst = self.settings.chat_burst
        return self.chats.setdefault(chat_id, Bucket(self.settings.chat_per_second, burst, burst, now))
