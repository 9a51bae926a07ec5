"""Styles and colours of paper, and the one place where letters are put on it."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.report import letters
from bot.report.letters import Face, Line

INK = HexColor("#17202A")
MUTED = HexColor("#56616C")
RULE = HexColor("#9DA8B3")
HEADING = HexColor("#1F3F63")
HEADER = HexColor("#1F3F6328", hasAlpha=True)  # fills are translucent: what lies under a table shows through evenly
BAND = HexColor("#1F3F6314", hasAlpha=True)
ZEBRA = HexColor("#1F3F630A", hasAlpha=True)
WATERMARK = HexColor("#F0F2F4")
WHITE = HexColor("#FFFFFF")


@dataclass(frozen=True)
class Style:
    """A way of writing. `size` and `leading` (from baseline to baseline) are in points."""

    face: Face
    size: float
    leading: float
    colour: Color = INK

    def wrap(self, text: str, width: float) -> tuple[Line, ...]:
        return letters.wrap(text, self.face, width / self.size)

    def line(self, text: str) -> Line:
        return letters.line(text, self.face)

    def width(self, line: Line) -> float:
        return line.width * self.size

    def baseline(self, top: float) -> float:
        """Where letters stand in a line whose upper edge is `top`."""
        return top - (self.leading + 0.7 * self.size) / 2


BODY = Style(letters.REGULAR, 10, 14)
LEAD = Style(letters.BOLD, 11, 15.5, HEADING)
STRONG = Style(letters.BOLD, 10, 14)
QUIET = Style(letters.REGULAR, 9, 12.5, MUTED)
SECTION = Style(letters.BOLD, 12, 16, HEADING)
CELL = Style(letters.REGULAR, 8, 10.2)
CELL_ABSENT = Style(letters.ITALIC, 8, 10.2, MUTED)
CELL_NOTE = Style(letters.REGULAR, 6.8, 8.6, MUTED)
CELL_HEAD = Style(letters.BOLD, 8, 10.2)
CELL_BAND = Style(letters.BOLD, 8.2, 10.6, HEADING)
CAPTION = Style(letters.ITALIC, 9, 12, MUTED)
FURNITURE = Style(letters.REGULAR, 7.5, 10, MUTED)
STAMP = Style(letters.BOLD, 8.5, 10, INK)


def shorten(text: str, style: Style, width: float, most: int) -> tuple[Line, ...]:
    """At most so many lines, the last ending in …: for a label whose full text stands elsewhere on the paper."""
    lines = style.wrap(text, width)
    if len(lines) <= most:
        return lines
    kept = lines[: most - 1]
    last = lines[most - 1].text
    while last and style.width(style.line(f"{last} …")) > width:
        last = last[:-1]
    return (*kept, style.line(f"{last} …"))


def write(canvas: Canvas, line: Line, x: float, baseline: float, style: Style) -> None:
    """Draws a line with its first letter at x."""
    text = canvas.beginText(x, baseline)
    text.setFillColor(style.colour)
    for font, run in line.runs:
        text.setFont(font, style.size)
        text.textOut(run)
    canvas.drawText(text)


def write_right(canvas: Canvas, line: Line, x: float, baseline: float, style: Style) -> None:
    """Draws a line that ends at x."""
    write(canvas, line, x - style.width(line), baseline, style)


def write_centred(canvas: Canvas, line: Line, x: float, baseline: float, style: Style) -> None:
    """Draws a line with its middle at x."""
    write(canvas, line, x - style.width(line) / 2, baseline, style)


def fill(canvas: Canvas, x: float, top: float, width: float, height: float, colour: Color) -> None:
    canvas.setFillColor(colour)
    canvas.rect(x, top - height, width, height, stroke=0, fill=1)


def rule(canvas: Canvas, x: float, y: float, width: float, thickness: float = 0.5, colour: Color = RULE) -> None:
    """A horizontal line."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + width, y)
