"""The page's colours can be told apart (WCAG AA, 4.5 to 1), by day and by night."""

import re

import pytest

from bot.demo.telegram.page import FOLDER

LEAST = 4.5
NIGHT = "@media (prefers-color-scheme: dark)"
PAIRS = (
    ("text", "surface"), ("text", "raised"), ("text", "hover"), ("text", "in"), ("text", "out"),
    ("dim", "surface"), ("dim", "raised"), ("dim", "hover"),
    ("accent", "surface"), ("accent", "raised"), ("accent", "hover"),
    ("on-fill", "fill"), ("on-fill", "fill-hover"), ("on-fill-dim", "fill"), ("on-pill", "pill"),
    ("in-dim", "in"), ("in-accent", "in"), ("out-dim", "out"), ("out-accent", "out"),
    ("danger", "surface"), ("success", "surface"), ("focus", "surface"), ("focus", "in"), ("focus", "out"),
)  # fmt: skip


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", css))


def schemes() -> dict[str, dict[str, str]]:
    day, _, night = (FOLDER / "style.css").read_text(encoding="utf-8").partition(NIGHT)
    return {"day": colours(day), "night": colours(day) | colours(night)}


def light(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["day", "night"])
def test_letters_stand_out(scheme: str) -> None:
    known, weak = schemes()[scheme], {}
    for letters, ground in PAIRS:
        dark, bright = sorted((light(known[letters]), light(known[ground])))
        if (contrast := (bright + 0.05) / (dark + 0.05)) < LEAST:
            weak[letters, ground] = round(contrast, 2)
    assert weak == {}
