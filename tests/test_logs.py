"""A log line is one JSON object, and no token is ever in it."""

import json
import logging

from bot.logs import JsonLines

TOKEN = "1234567:AAcanary_canary-canary"


def line(record: logging.LogRecord) -> dict[str, str]:
    text = JsonLines().format(record)
    assert "\n" not in text
    assert TOKEN not in text
    return dict(json.loads(text))


def record(message: str, *arguments: object, error: bool = False) -> logging.LogRecord:
    made = logging.LogRecord("bot.tg.line", logging.WARNING, "line.py", 1, message, arguments, None)
    if error:
        try:
            raise RuntimeError(f"https://api.invalid/bot{TOKEN}/getMe")
        except RuntimeError as caught:
            made.exc_info = (RuntimeError, caught, caught.__traceback__)
    return made


def test_a_line_names_level_place_and_message() -> None:
    said = line(record("outbox %s failed", 7))
    assert (said["level"], said["where"], said["what"]) == ("warning", "bot.tg.line", "outbox 7 failed")


def test_a_token_is_hidden_in_messages_and_tracebacks() -> None:
    said = line(record("GET /bot%s/getUpdates", TOKEN, error=True))
    assert "<token>" in said["what"]
    assert "<token>" in said["error"]
