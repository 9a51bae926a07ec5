"""Escaping, and long texts cut into messages: nothing lost, nothing broken, nothing over Telegram's limit."""

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.talk.say import LIMIT, QUOTE_LIMIT, Button, Say, bold, column, esc, quote, say, shorten, utf16
from tests.talk.markup import FORBIDDEN, read

EVERY_CHARACTER = st.characters(exclude_categories=())  # surrogates and controls too
TEXTS = st.text(EVERY_CHARACTER, max_size=60)
# short pieces many times over: long texts without long generation
LONG = st.builds(
    lambda pieces: "".join(piece * times for piece, times in pieces),
    st.lists(
        st.tuples(st.sampled_from(["a", "&", "<", "&amp;", "😀", "👩‍👧", "\n", "kata ", "é"]), st.integers(1, 900))
    ),
)


def shown(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("<b>", "&lt;b&gt;"),
        ("A & B", "A &amp; B"),
        ("&amp;", "&amp;amp;"),
        ("\"kutip\" 'satu'", "\"kutip\" 'satu'"),
        ("nol\x00tab\tbaris\n", "nol\ufffdtab\tbaris\n"),
        ("\x0b\x1f\ufffe\uffff", "\ufffd" * 4),
        ("\ud83d", "\ufffd"),
        ("😀", "😀"),
    ],
)
def test_what_was_typed_is_shown_and_never_markup(typed: str, escaped: str) -> None:
    assert esc(typed) == escaped
    assert bold(typed) == f"<b>{escaped}</b>"


@given(TEXTS)
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    assert html.unescape(esc(text)) == html.unescape(html.escape(shown(text)))
    assert "<" not in esc(text)
    esc(text).encode("utf-8")


@given(LONG.filter(bool))
@settings(max_examples=40)
def test_a_quote_holds_the_whole_text_and_cuts_no_entity(text: str) -> None:
    parts = quote(text)
    assert all(part.startswith("<blockquote>") and part.endswith("</blockquote>") for part in parts)
    inside = [part.removeprefix("<blockquote>").removesuffix("</blockquote>") for part in parts]
    assert all(0 < utf16(each) <= QUOTE_LIMIT for each in inside)
    assert all(html.escape(html.unescape(each), quote=False) == each for each in inside)
    assert "".join(html.unescape(each) for each in inside) == text


def test_a_quote_cut_between_two_halves_of_an_emoji_does_not_exist() -> None:
    parts = quote("a" + "😀" * 3000)
    assert [utf16(part) - len("<blockquote></blockquote>") for part in parts] == [2999, 3000, 2]


@given(st.lists(LONG.filter(bool), min_size=1, max_size=4))
@settings(max_examples=40)
def test_quotes_in_a_row_become_whole_messages(texts: list[str]) -> None:
    said = say("Judul", *(part for text in texts for part in quote(text)))
    assert "".join(read(message) for message in said.messages()).replace("\n", "") == (
        "Judul" + "".join(texts).replace("\n", "")
    )


LINES = st.builds(
    lambda text, times, made_bold: bold(text * times) if made_bold else esc(text * times),
    st.text(st.sampled_from("a&<>é😀 "), min_size=1, max_size=5),
    st.integers(1, 150),
    st.booleans(),
)
BLOCKS = st.lists(st.builds("\n".join, st.lists(LINES, min_size=1, max_size=30)), max_size=6)


@given(BLOCKS)
@settings(max_examples=40)
def test_every_message_is_balanced_and_within_the_limit_and_nothing_is_lost(blocks: list[str]) -> None:
    messages = Say(tuple(blocks)).messages()
    texts = [read(message) for message in messages]
    whole = "".join(html.unescape(re.sub("</?b>", "", block)) for block in blocks)
    assert "".join(texts).replace("\n", "") == whole.replace("\n", "")


@given(BLOCKS)
@settings(max_examples=40)
def test_no_two_neighbouring_messages_would_have_fitted_into_one(blocks: list[str]) -> None:
    messages = Say(tuple(blocks)).messages()
    whole = [block for block in blocks if utf16(block) <= LIMIT]
    if len(whole) == len(blocks):
        assert all(utf16(one) + 2 + utf16(two) >= LIMIT for one, two in pairwise(messages))


def test_short_blocks_stand_in_one_message_with_empty_lines_between() -> None:
    assert say("satu", "", "dua").messages() == ["satu\n\ndua"]


def test_beside_a_quote_one_line_break_is_enough() -> None:
    assert say("satu", *quote("dua"), "tiga").messages() == ["satu\n<blockquote>dua</blockquote>\ntiga"]


@pytest.mark.parametrize("text", ["a" * LIMIT, "😀" * (LIMIT // 2), "a\n" * (LIMIT // 2 - 1) + "a"])
def test_a_message_of_exactly_the_limit_stays_whole(text: str) -> None:
    assert say(text).messages() == [text]


def test_two_blocks_that_just_fit_share_a_message_and_a_unit_more_parts_them() -> None:
    assert len(say("a" * 2000, "😀" * 1047).messages()) == 1
    assert len(say("a" * 2001, "😀" * 1047).messages()) == 2


def test_a_long_list_is_cut_between_its_lines() -> None:
    lines = [f"• <b>baris {number} 😀 &amp;</b>" for number in range(400)]
    messages = say("Judul", "\n".join(lines)).messages()
    assert len(messages) > 2
    assert [line for message in messages for line in message.split("\n") if line and line != "Judul"] == lines


def test_nothing_to_say_is_no_message() -> None:
    assert say().messages() == []
    assert say("", "").messages() == []


def test_rows_without_buttons_are_left_out() -> None:
    one, two = Button("Satu", "a"), Button("Dua", "b")
    assert say("x", rows=([one, two], [], [two])).rows == ((one, two), (two,))
    assert column([one, two]) == [[one], [two]]


@given(st.text(min_size=1).filter(lambda text: text[0].strip()), st.integers(2, 80))
def test_a_shortened_name_is_never_longer_and_never_empty(text: str, most: int) -> None:
    short = shorten(text, most)
    assert 0 < len(short) <= most or text == short
    assert short == text if len(text) <= most else short.endswith("…")
    assert text.startswith(short.removesuffix("…"))
