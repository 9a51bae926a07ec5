"""Telegram's HTML parse mode: the tags it knows, its named characters, and its exact complaints.

Positions in complaints are BYTE offsets in UTF-8, as the real server counts them.
https://core.telegram.org/bots/api#html-style
"""

from dataclasses import dataclass, replace

from bot.demo.telegram.entities import Entity, Formatted, ordered, units

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler",
}  # fmt: skip
TAGS = {*SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACE = b" \t\r\n\0\x0b"
LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
TOKEN = LETTERS + b"0123456789.-"


class BadMarkup(Exception):
    """The complaint without its "can't parse entities: " in front."""


@dataclass(frozen=True)
class _Open:
    """A start tag that waits for its end: where the text stood, and the attributes it brought."""

    tag: str
    offset: int
    attributes: dict[str, str]


def parse_html(source: str) -> Formatted:
    """HTML into text and entities; raises BadMarkup with the real server's words."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._bytes = source.encode("utf-8", "surrogatepass")
        self._at = 0
        self._text: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> Formatted:
        while self._at < len(self._bytes):
            if self._peek() == b"<":
                self._tag()
            elif self._peek() == b"&" and (character := self._character()):
                self._say(character)
            else:
                self._plain()
        if self._open:
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._text)
        if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            raise BadMarkup(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        plain = [replace(e, language=None) if e.type == "code" else e for e in self._entities]
        return Formatted(text, ordered(plain))

    def _peek(self) -> bytes:
        return self._bytes[self._at : self._at + 1]

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._units += units(text)

    def _plain(self) -> None:
        start = self._at
        self._at += 1
        while self._peek() and self._peek() not in b"<&":
            self._at += 1
        self._say(self._bytes[start : self._at].decode("utf-8", "surrogatepass"))

    def _character(self) -> str:
        """The character an `&...;` stands for; empty (and nothing is read) when it is none Telegram knows."""
        start = self._at
        body = start + 1
        if self._bytes[body : body + 1] == b"#":
            character, end = self._numbered(body + 1)
        else:
            end = self._while(body, LETTERS)
            character = NAMED.get(self._bytes[body:end], "")
        if character:
            self._at = end + (self._bytes[end : end + 1] == b";")
        return character

    def _numbered(self, start: int) -> tuple[str, int]:
        if self._bytes[start : start + 1] == b"x":
            start += 1
            end = self._while(start, b"0123456789abcdefABCDEF")
            base = 16
        else:
            end = self._while(start, b"0123456789")
            base = 10
        number = int(self._bytes[start:end] or b"0", base)
        return (chr(number), end) if 0 < number < 0x10FFFF and end - start < 9 else ("", end)

    def _while(self, start: int, allowed: bytes) -> int:
        while start < len(self._bytes) and self._bytes[start] in allowed:
            start += 1
        return start

    def _until(self, start: int, stops: bytes) -> int:
        while start < len(self._bytes) and self._bytes[start] not in stops:
            start += 1
        return start

    def _word(self, start: int, end: int) -> str:
        return self._bytes[start:end].decode("utf-8", "replace").lower()

    def _tag(self) -> None:
        if self._bytes[self._at + 1 : self._at + 2] == b"/":
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        begin = self._at
        self._at = self._until(begin + 1, SPACE + b">")
        if not self._peek():
            raise BadMarkup(f"Unclosed start tag at byte offset {begin}")
        tag = self._word(begin + 1, self._at)
        if tag not in TAGS:
            raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self._skip_space() != b">":
            self._attribute(tag, begin, attributes)
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, self._units, attributes))

    def _skip_space(self) -> bytes:
        self._at = self._while(self._at, SPACE)
        return self._peek()

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        start = self._at
        self._at = self._until(start, SPACE + b"=>")
        name = self._word(start, self._at)
        if not name:
            where = f"at byte offset {begin}"
            if not self._peek():
                raise BadMarkup(f'Unclosed start tag "{tag}" {where}')
            raise BadMarkup(f'Empty attribute name in the tag "{tag}" {where}')
        if self._skip_space() != b"=":
            attributes[name] = ""
            if not self._peek():
                raise BadMarkup(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return
        self._at += 1
        if not self._skip_space():
            raise BadMarkup(f'Unclosed start tag "{tag}" at byte offset {begin}')
        attributes[name] = self._quoted() if self._peek() in (b'"', b"'") else self._token()
        if not self._peek():
            raise BadMarkup(f"Unclosed start tag at byte offset {begin}")

    def _token(self) -> str:
        start = self._at
        self._at = self._while(start, TOKEN)
        if not self._peek() or self._peek() not in SPACE + b">":
            raise BadMarkup(f"Unexpected end of name token at byte offset {start}")
        return self._word(start, self._at)

    def _quoted(self) -> str:
        mark = self._peek()
        self._at += 1
        value: list[bytes] = []
        while self._peek() and self._peek() != mark:
            character = self._character() if self._peek() == b"&" else ""
            if character:
                value.append(character.encode("utf-8", "surrogatepass"))
            else:
                value.append(self._peek())
                self._at += 1
        self._at += 1 if self._peek() else 0
        return b"".join(value).decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise BadMarkup(f"Unexpected end tag at byte offset {begin}")
        end = self._until(begin + 2, SPACE + b">")
        name = self._word(begin + 2, end)
        self._at = end
        if self._skip_space() != b">":
            raise BadMarkup(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open[-1]
        if name and name != opened.tag:
            raise BadMarkup(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{name}>"')
        self._open.pop()
        if self._units > opened.offset:
            self._close(opened, self._units - opened.offset)

    def _close(self, opened: _Open, length: int) -> None:
        """Adds what the finished tag means; an `a` without a usable address means nothing."""
        entity = Entity(SIMPLE.get(opened.tag, opened.tag), opened.offset, length)
        match opened.tag:
            case "a":
                url = checked_url(opened.attributes.get("href") or self._inner(opened.offset))
                if url:
                    self._entities.append(replace(entity, type="text_link", url=url))
            case "code" | "pre":
                self._block(opened, entity)
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"
                self._entities.append(replace(entity, type=kind))
            case "tg-emoji":
                raise BadMarkup("Invalid custom emoji identifier specified")
            case "tg-time":
                moment = _whole(opened.attributes.get("unix"))
                form = opened.attributes.get("format")
                self._entities.append(replace(entity, type="date_time", unix_time=moment, format=form))
            case _:
                self._entities.append(entity)

    def _inner(self, offset: int) -> str:
        raw = "".join(self._text).encode("utf-16-le", "surrogatepass")
        return raw[2 * offset :].decode("utf-16-le", "replace")

    def _block(self, opened: _Open, entity: Entity) -> None:
        """`pre` and `code` around the same text are one block with a language; else they are two spans."""
        named = opened.attributes.get("class", "") if opened.tag == "code" else ""
        language = named.removeprefix("language-") if named.startswith("language-") else None
        last = self._entities[-1] if self._entities else None
        known = language or (last.language if last else None)
        if last and known and {last.type, opened.tag} == {"code", "pre"} and last.offset == entity.offset:
            self._entities[-1] = replace(entity, type="pre", language=known)
        else:
            self._entities.append(replace(entity, language=language))


def _whole(text: str | None) -> int:
    if not text or not text.isdigit() or int(text) == 0:
        raise BadMarkup("Invalid Unix time specified")
    return int(text)


def checked_url(url: str) -> str:
    """The address as Telegram would store it, or empty when it would not make a link of it."""
    url = url.strip()
    scheme, colon, _ = url.partition("://")
    if colon:
        return url if scheme.lower() in ("http", "https", "tg", "ton", "tonsite") else ""
    host = url.split("/")[0]
    return f"http://{url}{'' if '/' in url else '/'}" if "." in host.strip(".") and " " not in host else ""
