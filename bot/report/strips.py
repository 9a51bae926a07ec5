"""Paragraphs, lists, key figures, remarks, letterhead and signature as strips."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.report import ink, words
from bot.report.content import Closing, Fact, Letterhead, Listing, Note, Notes, Paragraph, Tile, Tiles
from bot.report.ink import Style
from bot.report.layout import MM, Mark, Strip
from bot.report.letters import Line

_LOGO = 22 * MM
_INDENT = 12.0


def prose(text: str, style: Style, width: float, *, indent: float = 0.0, gap: float = 0.0) -> list[Strip]:
    """A text line by line; neither its first line nor its last stands alone on a page."""
    lines = style.wrap(text, width - indent)
    return [
        Strip(
            style.leading,
            partial(_draw_line, line, style, indent),
            keep=len(lines) > 1 and number in (0, len(lines) - 2),
            gap=0.0 if number else gap,
        )
        for number, line in enumerate(lines)
    ]


def _draw_line(line: Line, style: Style, indent: float, canvas: Canvas, x: float, top: float) -> None:
    ink.write(canvas, line, x + indent, style.baseline(top), style)


def tied(strips: Sequence[Strip]) -> list[Strip]:
    """The same strips, all on one page with what follows."""
    return [replace(strip, keep=True) for strip in strips]


def heading(title: str, width: float) -> list[Strip]:
    """A section's heading with its bookmark; never the last thing on a page."""
    if not title:
        return []
    first, *rest = tied(prose(title, ink.SECTION, width, gap=16))
    underline = Strip(5, lambda canvas, x, top: ink.rule(canvas, x, top - 1.5, width, 0.9, ink.HEADING), keep=True)
    return [replace(first, mark=Mark(title)), *rest, underline]


def paragraph(block: Paragraph, width: float) -> list[Strip]:
    return prose(block.text, ink.LEAD if block.lead else ink.BODY, width, gap=6)


def listing(block: Listing, width: float) -> list[Strip]:
    strips: list[Strip] = []
    for item in block.items:
        first, *rest = prose(item, ink.BODY, width, indent=_INDENT, gap=3)
        strips += [replace(first, draw=partial(_bulleted, first)), *rest]
    return strips


def _bulleted(first: Strip, canvas: Canvas, x: float, top: float) -> None:
    canvas.setFillColor(ink.HEADING)
    canvas.circle(x + 4, ink.BODY.baseline(top) + 3.4, 1.5, stroke=0, fill=1)
    first.draw(canvas, x, top)


def tiles(block: Tiles, width: float) -> list[Strip]:
    """Key figures side by side, the number large, the words under it."""
    gutter = 8.0
    each = (width - gutter * (len(block.items) - 1)) / len(block.items)
    labels = [ink.QUIET.wrap(item.label, each - 16) for item in block.items]
    height = 34 + ink.QUIET.leading * max(map(len, labels)) + 6

    def draw(canvas: Canvas, x: float, top: float) -> None:
        for number, (item, lines) in enumerate(zip(block.items, labels, strict=True)):
            _draw_tile(canvas, item, lines, x + number * (each + gutter), top, (each, height))

    return [Strip(height, draw, gap=8)]


_FIGURE = Style(ink.LEAD.face, 18, 22, ink.HEADING)


def _draw_tile(
    canvas: Canvas, tile: Tile, label: tuple[Line, ...], x: float, top: float, size: tuple[float, float]
) -> None:
    ink.fill(canvas, x, top, *size, ink.BAND)
    ink.fill(canvas, x, top, 2.5, size[1], ink.HEADING)
    ink.write(canvas, _FIGURE.line(tile.figure), x + 10, _FIGURE.baseline(top - 8), _FIGURE)
    for number, line in enumerate(label):
        baseline = ink.QUIET.baseline(top - 32 - number * ink.QUIET.leading)
        ink.write(canvas, line, x + 10, baseline, ink.QUIET)


def facts(items: tuple[Fact, ...], width: float) -> list[Strip]:
    """Label, colon, text: the identity lines under a title."""
    label_width = max(ink.BODY.width(ink.BODY.line(item.label)) for item in items) + 10
    strips: list[Strip] = []
    for item in items:
        first, *rest = prose(item.text, ink.BODY, width, indent=label_width + 8)
        label = ink.BODY.line(item.label)
        strips += [replace(first, draw=partial(_labelled, first, label, label_width)), *rest]
    return [replace(strips[0], gap=10), *strips[1:]]


def _labelled(first: Strip, label: Line, width: float, canvas: Canvas, x: float, top: float) -> None:
    ink.write(canvas, label, x, ink.BODY.baseline(top), ink.BODY)
    ink.write(canvas, ink.BODY.line(":"), x + width, ink.BODY.baseline(top), ink.BODY)
    first.draw(canvas, x, top)


def notes(block: Notes, width: float) -> list[Strip]:
    return [strip for note in block.items for strip in _note(note, width)]


def _note(note: Note, width: float) -> Iterator[Strip]:
    title = f"{note.number}. {note.title}"
    first, *rest = tied(prose(title, ink.STRONG, width, gap=14))
    yield replace(first, mark=Mark(title, 1))
    yield from rest
    yield from tied(prose(note.subtitle, ink.QUIET, width))
    for remark in note.remarks:
        yield from tied(prose(remark.label, _LABEL, width, indent=_INDENT, gap=5))
        yield from prose(remark.text, ink.BODY, width, indent=_INDENT)
    if note.exhibits:
        yield from tied(prose(words.EVIDENCE, _LABEL, width, indent=_INDENT, gap=5))
        for exhibit in note.exhibits:
            yield from prose(words.exhibit(exhibit), ink.BODY, width, indent=_INDENT)


_LABEL = Style(ink.LEAD.face, 9, 13, ink.HEADING)


_REGION = Style(ink.LEAD.face, 12, 16)
_AGENCY = Style(ink.LEAD.face, 14.5, 18.5)
_ADDRESS = Style(ink.BODY.face, 9, 12)


def _balanced(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """The fewest lines, as even as they can be: a title with one word on its last line looks like a mistake."""
    lines = style.wrap(text, width)
    for tenth in range(9, 4, -1):
        narrower = style.wrap(text, width * tenth / 10)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def letterhead(head: Letterhead, width: float) -> list[Strip]:
    """Kop surat: region, agency, address, and the double rule under them."""
    side = _LOGO + 10 if head.logo else 0.0
    styled = [(_REGION, head.region), (_AGENCY, head.agency), *((_ADDRESS, each) for each in head.address)]
    lines = [(style, line) for style, text in styled for line in _balanced(text, style, width - 2 * side)]
    height = max(sum(style.leading for style, _ in lines), _LOGO if head.logo else 0.0) + 12

    def draw(canvas: Canvas, x: float, top: float) -> None:
        if head.logo:
            picture = ImageReader(BytesIO(head.logo))
            canvas.drawImage(picture, x, top - _LOGO, _LOGO, _LOGO, mask="auto", preserveAspectRatio=True)
        upper = top
        for style, line in lines:
            ink.write_centred(canvas, line, x + width / 2, style.baseline(upper), style)
            upper -= style.leading
        ink.rule(canvas, x, top - height + 6, width, 2.2, ink.INK)
        ink.rule(canvas, x, top - height + 2.8, width, 0.7, ink.INK)

    return [Strip(height, draw)]


_TITLE = Style(ink.LEAD.face, 14, 19)


def _draw_centred(line: Line, width: float, canvas: Canvas, x: float, top: float) -> None:
    ink.write_centred(canvas, line, x + width / 2, _TITLE.baseline(top), _TITLE)


def title(lines: tuple[str, ...], width: float) -> list[Strip]:
    wrapped = [line for text in lines for line in _balanced(text, _TITLE, width)]
    first, *rest = [Strip(_TITLE.leading, partial(_draw_centred, line, width), keep=True) for line in wrapped]
    return [replace(first, gap=14, mark=Mark(" ".join(lines))), *rest]


_NAME = Style(ink.LEAD.face, 10, 14)
_COPY = Style(ink.BODY.face, 9, 12.5)
_SPACE_FOR_A_SIGNATURE = 62.0


def closing(block: Closing, width: float) -> list[Strip]:
    """Signature block at the right; tembusan below it at the left. One piece, never parted."""
    indent = width * 0.52
    strips = [
        *prose(block.place_and_date, ink.BODY, width, indent=indent, gap=24),
        *prose(block.post, ink.BODY, width, indent=indent),
        Strip(_SPACE_FOR_A_SIGNATURE, lambda canvas, x, top: None),
        *prose(block.name or "." * 44, _NAME, width, indent=indent),
        *(prose(block.pangkat, ink.BODY, width, indent=indent) if block.pangkat else []),
        *(prose(f"NIP. {block.nip}", ink.BODY, width, indent=indent) if block.nip else []),
    ]
    if block.copies:
        strips += prose(words.COPIES, _COPY, width, gap=10)
        for number, copy in enumerate(block.copies, start=1):
            strips += prose(f"{number}. {copy}", _COPY, width)
    return [*tied(strips[:-1]), strips[-1]]
