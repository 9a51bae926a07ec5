"""Which letters paper shows, and where its lines end."""

import sys
import unicodedata

import pytest

from bot.report import letters
from bot.report.letters import BOLD, BOLD_ITALIC, ITALIC, REGULAR, Face, shown, wrap

FACES = [REGULAR, BOLD, ITALIC, BOLD_ITALIC]


@pytest.mark.parametrize("face", FACES)
def test_every_character_there_is_shows_as_itself_or_as_its_code(face: Face) -> None:
    for code in [*range(0x3100), *range(0xFB00, 0x10000), *range(0x1F000, 0x1FB00), sys.maxunicode]:
        glyph = face[chr(code)]
        assert glyph.text in (chr(code), f"[U+{code:04X}]")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("character", "\u200b\u200e\u202e\u2066\ufeff\u00ad\u034f\u3164\ufe0f\x07\x0b\ue000")
def test_what_shows_nothing_shows_its_code(face: Face, character: str) -> None:
    assert face[character].text == f"[U+{ord(character):04X}]"


def test_letters_a_report_needs_come_from_the_main_font() -> None:
    for character in "ABCxyz0123456789.,;:–—·×“”‘’…()%/éÉ":
        assert REGULAR[character].font == "LiberationSans-Regular"


def test_what_the_main_font_lacks_comes_from_the_second() -> None:
    assert REGULAR["✔"].font == "DejaVuSans"
    assert REGULAR["😀"].text == "😀"
    assert REGULAR["漢"].text == "[U+6F22]"


def test_scripts_from_right_to_left_are_not_shown_turned_round() -> None:
    assert shown("\u0627\u0628") == "[U+0627][U+0628]"


@pytest.mark.parametrize("width", [3.0, 7.5, 20.0, 60.0])
def test_no_line_is_wider_than_its_place_and_no_letter_is_lost(width: float) -> None:
    text = "Persentase keselarasan program " + "panjangtanpaspasi" * 9 + " 漢字 a\u0301b selesai.\nBaris  baru\r\nlagi"
    lines = wrap(text, REGULAR, width)
    widest = max(REGULAR[each].advance for each in "漢字")
    assert all(line.width <= max(width, widest) + 1e-9 for line in lines)
    assert "".join(line.text for line in lines).replace(" ", "") == shown(text).replace(" ", "").replace("\n", "")


def test_a_word_is_broken_only_where_it_is_too_wide_alone() -> None:
    assert [line.text for line in wrap("satu dua tiga", REGULAR, 4.6)] == ["satu dua", "tiga"]


def test_a_mark_stays_with_its_letter() -> None:
    lines = wrap("a\u0301" * 50, REGULAR, 5)
    assert len(lines) > 3
    assert all(unicodedata.combining(line.text[0]) == 0 for line in lines)


def test_a_flood_of_empty_lines_becomes_one() -> None:
    assert [line.text for line in wrap("a" + "\n" * 500 + "b", REGULAR, 10)] == ["a", "", "b"]


def test_the_fonts_lie_beside_their_licences() -> None:
    names = {path.name for path in letters.FOLDER.iterdir()}
    assert {f"{name}.ttf" for face in FACES for name in face.names} <= names
    assert {"LICENSE-Liberation.txt", "LICENSE-DejaVu.txt"} <= names
