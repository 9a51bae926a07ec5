"""Telegram's HTML: what it turns into, how long it is, and what is wrong with it at which byte."""

import pytest

from bot.demo.telegram.entities import Formatted, trimmed, with_found
from bot.demo.telegram.markup import BadMarkup, parse_html


def spans(formatted: Formatted) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("polos", "polos", []),
        ("<b>tebal</b> biasa", "tebal biasa", [("bold", 0, 5)]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd",
         [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>besar</b>", "besar", [("bold", 0, 5)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("kosong <b></b>", "kosong ", []),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<code>1.2</code>", "1.2", [("code", 0, 3)]),
        ('<tg-time unix="1790000000" format="D">nanti</tg-time>', "nanti", [("date_time", 0, 5)]),
        ("&lt;b&gt; &amp;amp; &quot;x&quot;", '<b> &amp; "x"', []),
        ("&#65;&#x42;", "AB", []),
        ("&nbsp;&copy; a & b &unknown;", "&nbsp;&copy; a & b &unknown;", []),
        ("a < b".replace("<", "&lt"), "a < b", []),
    ],
)  # fmt: skip
def test_html_becomes_text_and_spans(source: str, text: str, found: list[tuple[str, int, int]]) -> None:
    parsed = parse_html(source)
    assert (parsed.text, spans(parsed)) == (text, found)


def test_lengths_count_utf16_units() -> None:
    assert spans(parse_html("🏢 <b>📄é</b>")) == [("bold", 3, 3)]


def test_a_link_keeps_its_address_and_an_empty_one_is_no_link() -> None:
    parsed = parse_html('<a href="https://t.me/uji_bot?start=a&amp;b">tautan</a> <a href="salah">x</a>')
    assert [(entity.type, entity.url) for entity in parsed.entities] == [
        ("text_link", "https://t.me/uji_bot?start=a&b")
    ]


def test_code_in_pre_with_a_language_is_one_block() -> None:
    for source in (
        '<pre><code class="language-sql">x</code></pre>',
        '<code class="language-sql"><pre>x</pre></code>',
    ):
        (entity,) = parse_html(source).entities
        assert (entity.type, entity.language) == ("pre", "sql")


def test_code_in_pre_without_a_language_stays_two_spans() -> None:
    assert sorted(spans(parse_html("<pre><code>x</code></pre>"))) == [("code", 0, 1), ("pre", 0, 1)]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("é<p>", 'Unsupported start tag "p" at byte offset 2'),
        ("🏢<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 4'),
        ("nilai < 5", 'Unsupported start tag "" at byte offset 6'),
        ("nilai <5 saja", 'Unsupported start tag "5" at byte offset 6'),
        ("habis <", "Unclosed start tag at byte offset 6"),
        ("habis <b", "Unclosed start tag at byte offset 6"),
        ("<i  =x>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<a href  =  ", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x,y>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("&#xD800;", "Text contains invalid Unicode characters after decoding HTML entities, "
                     "check for unmatched surrogate code units"),
    ],
)  # fmt: skip
def test_wrong_html_is_named_with_its_byte(source: str, complaint: str) -> None:
    with pytest.raises(BadMarkup) as problem:
        parse_html(source)
    assert str(problem.value) == complaint


def test_white_space_at_the_ends_goes_and_spans_move_along() -> None:
    assert trimmed(parse_html("\n <b> a</b> b \n")) == Formatted("a b", parse_html("<b>a</b> b").entities)


def test_commands_links_and_addresses_are_found_by_themselves() -> None:
    found = with_found(Formatted("/isi lihat https://contoh.go.id/a. surel a.b@contoh.go.id @uji_bot #tw3 1/2"))
    assert [entity.type for entity in found.entities] == ["bot_command", "url", "email", "mention", "hashtag"]


def test_nothing_is_found_inside_code() -> None:
    assert spans(with_found(parse_html("<code>/isi</code>"))) == [("code", 0, 4)]
