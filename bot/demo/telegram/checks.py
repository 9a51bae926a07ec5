"""What the real server refuses in texts and keyboards, with its words."""

from typing import Any
from urllib.parse import urlsplit

from bot.demo.telegram.clean import CAPTION_LIMIT, TEXT_LIMIT
from bot.demo.telegram.entities import Formatted, given, trimmed, with_found
from bot.demo.telegram.markup import BadMarkup, parse_html
from bot.demo.telegram.messages import Button, Keyboard, Markup
from bot.demo.telegram.params import Params
from bot.demo.telegram.refusals import NotBuilt, bad

DATA_BYTES = 64
BUTTONS = 100
BUTTONS_IN_ROW = 8
STYLES = {"danger", "success", "primary"}
_CONTROLS = {code: " " for code in range(0x20) if code != 0x0A} | {0x0D: None}


def text_of(params: Params) -> Formatted:
    """The text of sendMessage and editMessageText, checked after its entities are parsed."""
    words = _formatted(params, "text", "entities")
    if not words.text:
        raise bad("message text is empty")
    if words.length > TEXT_LIMIT:
        raise bad("message is too long")
    return words


def caption_of(params: Params) -> Formatted:
    words = _formatted(params, "caption", "caption_entities")
    if words.length > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return words


def _formatted(params: Params, text: str, entities: str) -> Formatted:
    mode = params.text("parse_mode").lower()
    source = params.text(text).translate(_CONTROLS)
    spans = params.json(entities, "can't parse entities JSON object")
    if mode == "html":
        words = _parsed(source)
    elif mode in ("", "none"):
        words = Formatted(source, given(spans, source) if spans else ())
    elif mode in ("markdown", "markdownv2"):
        raise NotBuilt(f"parse_mode {mode}")
    else:
        raise bad("unsupported parse_mode")
    return with_found(trimmed(words))


def _parsed(source: str) -> Formatted:
    try:
        return parse_html(source)
    except BadMarkup as problem:
        raise bad(f"can't parse entities: {problem}") from None


def markup_of(params: Params) -> Markup:
    """reply_markup: an inline keyboard, or a forced reply. Custom keyboards are not built."""
    raw = params.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if raw is None:
        return Markup()
    if not isinstance(raw, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in raw:
        return Markup(_keyboard(raw["inline_keyboard"]))
    if raw.get("force_reply"):
        return Markup(force_reply=True, placeholder=str(raw.get("input_field_placeholder", "")))
    if raw.get("remove_keyboard"):
        return Markup()
    if "keyboard" in raw:
        raise NotBuilt("ReplyKeyboardMarkup")
    raise bad("can't parse reply keyboard markup JSON object")


def _keyboard(rows: Any) -> Keyboard:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > BUTTONS or any(len(row) > BUTTONS_IN_ROW for row in keyboard):
        raise bad("reply markup is too long")
    return keyboard


def _button(raw: Any) -> Button:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(raw, dict):
        raise bad("inline keyboard button must be an Object")
    if "text" not in raw:
        raise bad(prefix + 'Can\'t find field "text"')
    if not isinstance(raw["text"], str):
        raise bad(prefix + 'Field "text" must be of type String')
    if not raw["text"].strip():
        raise bad("inline keyboard button text is empty")
    if unknown := set(raw) - {"text", "callback_data", "url", "copy_text", "style"}:
        raise NotBuilt(f"inline button fields {sorted(unknown)}")
    if raw.get("style") not in {None, *STYLES}:
        raise bad("invalid button style specified")
    return _with_action(raw, prefix)


def _with_action(raw: dict[str, Any], prefix: str) -> Button:
    text, style = raw["text"].strip(), raw.get("style")
    if raw.get("url"):
        return Button(text, url=_link(raw["url"]), style=style)
    if raw.get("callback_data"):
        if len(str(raw["callback_data"]).encode()) > DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
        return Button(text, data=str(raw["callback_data"]), style=style)
    if raw.get("copy_text"):
        copied = raw["copy_text"].get("text", "")
        if not 1 <= len(copied) <= 256:
            raise bad("BUTTON_COPY_TEXT_INVALID")
        return Button(text, copy=copied, style=style)
    raise bad(prefix + "Text buttons are unallowed in the inline keyboard")


def _link(url: str) -> str:
    refusal = f"inline keyboard button URL '{url}' is invalid: "
    scheme, colon, _ = url.partition("://")
    if colon and scheme.lower() in ("tg", "ton", "tonsite"):
        return url
    if colon and scheme.lower() not in ("http", "https"):
        raise bad(refusal + "Unsupported URL protocol")
    host = urlsplit(url if colon else f"http://{url}").hostname or ""
    if "." not in host or " " in url:
        raise bad(refusal + "Wrong HTTP URL")
    return url
