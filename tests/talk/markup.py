"""Telegram's HTML, read as strictly as Telegram does: known tags, balanced, no stray < or &, within the limit."""

import re
from html.parser import HTMLParser

from bot.talk.say import LIMIT, Say, utf16

ALLOWED = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote"})
_TAG = re.compile(r'</?[a-z]+(?: href="[^"<>&]*")?>')
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot);")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, f"Telegram knows no <{tag}>"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(message: str) -> str:
    """The text people see; AssertionError for anything Telegram would refuse."""
    stray = _ENTITY.sub("", _TAG.sub("", message))
    assert "<" not in stray, f"a stray < in {message!r}"
    assert "&" not in stray, f"a stray & in {message!r}"
    assert not FORBIDDEN.search(message), f"a character no message carries in {message!r}"
    assert utf16(message) <= LIMIT
    reader = _Reader()
    reader.feed(message)
    reader.close()
    assert reader.open == [], f"left open: {reader.open}"
    return "".join(reader.text)


def read_say(said: Say) -> list[str]:
    """The texts of all its messages; also its buttons are looked at."""
    texts = [read(message) for message in said.messages()]
    assert texts, "nothing is said"
    assert all(text.strip() for text in texts), "Telegram refuses an empty message"
    for row in said.rows:
        assert row, "a row without buttons"
        for button in row:
            assert button.label.strip(), f"a button without a label: {button}"
            assert button.action, f"a button that does nothing: {button}"
            assert all(isinstance(arg, str) for arg in button.args)
    return texts
