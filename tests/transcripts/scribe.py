"""Writes a conversation down as a page a Kasubbag could read: who, when, what was said, which buttons there were."""

from collections.abc import Awaitable

from bot.demo.telegram.messages import Message
from bot.rules.dates import say_date
from tests.journeys.day import WITA, Day

NAMES = {
    "sekretaris": "Sekretaris", "kabid_eko": "Kepala Bidang Ekonomi", "kabid_sos": "Kepala Bidang Sosial",
    "kasubbag": "Kasubbag", "seksi_eko": "Kepala Seksi Ekonomi", "seksi_sos": "Kepala Seksi Sosial", "staf": "Staf",
    "dinkes": "Dinas Kesehatan", "bps": "BPS", "orang asing": "Orang asing",
}  # fmt: skip


class Scribe:
    """Plays one scene and keeps its text. Only the people it follows are written down."""

    def __init__(self, day: Day, *follow: str) -> None:
        self.day, self.follow = day, follow
        self.lines: list[str] = []
        self._seen: dict[tuple[int, int], tuple[str, str]] = {}
        self._skip_what_is_there()

    async def write(self, who: str, text: str) -> None:
        self._spoken(who, text)
        await self._watch(self.day.write(who, text))

    async def tap(self, who: str, label: str) -> None:
        self._spoken(who, f"[{label}]")
        await self._watch(self.day.tap(who, label))

    async def edit(self, who: str, old: str, new: str) -> None:
        """Changes an earlier message."""
        chat = self.day.chats[who]
        message = next(each for each in self.day.telegram.chat(chat) if not each.from_bot and each.text == old)
        self._spoken(who, f"(mengubah pesan “{old}” menjadi) {new}")
        self.day.telegram.edit_text(chat, message.id, new)
        await self._watch(self.day.settle())

    async def send_photo(self, who: str, name: str, content: bytes) -> None:
        self._spoken(who, f"(mengirim foto {name})")
        await self._watch(self.day.send_file(who, name, "image/jpeg", content, photo=True))

    async def at(self, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
        """The clock goes on; what happens by itself is written down."""
        await self._watch(self.day.until(2026, month, day, hour, minute))

    def note(self, text: str) -> None:
        self.lines.append(f"\n— {text} —")

    def page(self, title: str) -> str:
        return f"{title}\n{'=' * len(title)}\n" + "\n".join(self.lines).strip("\n") + "\n"

    async def _watch(self, doing: Awaitable[object]) -> None:
        await doing
        for who in self.follow:
            for message in self.day.telegram.chat(self.day.chats[who]):
                shown = (message.text, str(self.day.buttons(message)))
                key = (message.chat_id, message.id)
                before = self._seen.get(key)
                self._seen[key] = shown
                if message.from_bot and before is None:
                    self._said(who, message)
                elif message.from_bot and before is not None and before[0] != shown[0]:
                    self._said(who, message, changed=True)

    def _skip_what_is_there(self) -> None:
        for who in self.follow:
            for message in self.day.telegram.chat(self.day.chats[who]):
                self._seen[message.chat_id, message.id] = (message.text, str(self.day.buttons(message)))

    def _spoken(self, who: str, text: str) -> None:
        self.lines.append(f"\n{NAMES[who]}:\n{_indented(text)}")

    def _said(self, who: str, message: Message, *, changed: bool = False) -> None:
        here = self.day.clock.now().astimezone(WITA)
        how = " (pesan berubah)" if changed else ""
        self.lines.append(f"\nBot kepada {NAMES[who]}{how}, {say_date(here)} {here:%H.%M}:")
        if message.file:
            self.lines.append(f"    📄 {message.file.name}")
        if message.text:
            self.lines.append(_indented(message.text))
        self.lines += ["    " + "  ".join(f"[{button.text}]" for button in row) for row in message.keyboard]


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
