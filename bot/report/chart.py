"""Drawings. Bars against a goal, each bar a strip of its own, so that a long chart goes over pages like a table.

Made to be read in black and white: a bar that reaches the goal is solid, one that does not is hatched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.report import ink
from bot.report.content import Bar, Chart
from bot.report.layout import Strip
from bot.report.letters import Line
from bot.report.strips import prose

_MET = HexColor("#2F5D8A")
_UNMET = HexColor("#B5541C")
_GOAL = HexColor("#17202A")
_THICK = 11.0
_LABEL_LINES = 5


@dataclass(frozen=True)
class _Scale:
    """Where the parts of a chart stand, in points from its left edge: labels, the field of bars, figures.

    `top` is the value at the end of the field; a bar beyond it is cut and marked.
    """

    chart: Chart
    width: float
    labels: float
    start: float
    end: float
    top: Decimal

    @classmethod
    def of(cls, chart: Chart, width: float) -> "_Scale":
        figures = max(ink.CELL_HEAD.width(ink.CELL_HEAD.line(bar.text)) for bar in chart.bars)
        highest = max(bar.value for bar in chart.bars)
        top = max(chart.goal * Decimal("1.15"), min(highest, chart.goal * Decimal("1.6")))
        return cls(chart, width, width * 0.44, width * 0.44 + 8, width - figures - 12, top)

    @property
    def goal(self) -> float:
        return self.at(self.chart.goal)

    def at(self, value: Decimal) -> float:
        within = min(max(value, Decimal(0)), self.top)
        return self.start + float(within / self.top) * (self.end - self.start)


def bars(chart: Chart, width: float) -> list[Strip]:
    """A legend with the goal's label, the bars, and the caption with the finding under them."""
    scale = _Scale.of(chart, width)
    head = (Strip(34, partial(_draw_head, scale), keep=True, gap=10),)
    caption = prose(chart.caption, ink.CAPTION, width, gap=6)
    return [*head, *_rows(scale, head), *caption]


def _rows(scale: _Scale, head: tuple[Strip, ...]) -> list[Strip]:
    """All tied together: a chart is one picture wherever a page has room for it."""
    strips = []
    for bar in scale.chart.bars:
        lines = ink.shorten(bar.label, ink.CELL, scale.labels, _LABEL_LINES)
        height = max(len(lines) * ink.CELL.leading, _THICK) + 7
        strips.append(Strip(height, partial(_draw_bar, bar, lines, scale, height), keep=True, head=head))
    return strips


def _draw_head(scale: _Scale, canvas: Canvas, x: float, top: float) -> None:
    base = top - 12
    after = _draw_swatch(canvas, x, base, True, scale.chart.met_label)
    _draw_swatch(canvas, after + 14, base, False, scale.chart.unmet_label)
    goal = x + scale.goal
    label = ink.CELL_HEAD.line(scale.chart.goal_label)
    ink.write_centred(canvas, label, goal, top - 25, ink.CELL_HEAD)
    _draw_goal(canvas, goal, top - 29, top - 34)


def _draw_swatch(canvas: Canvas, x: float, base: float, met: bool, label: str) -> float:
    _draw_body(canvas, x, base - 1, 16, 8, met)
    line = ink.CELL.line(label)
    ink.write(canvas, line, x + 20, base, ink.CELL)
    return x + 20 + ink.CELL.width(line)


def _draw_bar(
    bar: Bar, label: Sequence[Line], scale: _Scale, height: float, canvas: Canvas, x: float, top: float
) -> None:
    upper = top - (height - len(label) * ink.CELL.leading) / 2
    for number, line in enumerate(label):
        ink.write(canvas, line, x, ink.CELL.baseline(upper - number * ink.CELL.leading), ink.CELL)
    base = top - (height + _THICK) / 2
    long = scale.at(bar.value) - scale.start
    _draw_body(canvas, x + scale.start, base, long, _THICK, bar.met)
    if bar.value > scale.top:
        _draw_break(canvas, x + scale.end - 14, base)
    _draw_goal(canvas, x + scale.goal, top, top - height)
    figure = ink.CELL_HEAD.line(bar.text)
    ink.write_right(canvas, figure, x + scale.width - 2, base + 2.6, ink.CELL_HEAD)


def _draw_goal(canvas: Canvas, x: float, top: float, bottom: float) -> None:
    canvas.setStrokeColor(_GOAL)
    canvas.setLineWidth(1)
    canvas.setDash(3, 2)
    canvas.line(x, top, x, bottom)
    canvas.setDash()


def _draw_body(canvas: Canvas, x: float, base: float, long: float, thick: float, met: bool) -> None:
    if long <= 0:
        return
    canvas.setStrokeColor(_MET if met else _UNMET)
    canvas.setFillColor(_MET if met else ink.WHITE)
    canvas.setLineWidth(0.9)
    canvas.rect(x, base, long, thick, stroke=1, fill=1)
    if not met:
        _hatch(canvas, x, base, long, thick)


def _hatch(canvas: Canvas, x: float, base: float, long: float, thick: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, base, long, thick)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(0.8)
    for step in range(int((long + thick) / 4) + 1):
        start = x - thick + step * 4
        canvas.line(start, base, start + thick, base + thick)
    canvas.restoreState()


def _draw_break(canvas: Canvas, x: float, base: float) -> None:
    """Two slanted cuts: the bar goes on beyond the edge; its figure says how far."""
    canvas.setStrokeColor(ink.WHITE)
    canvas.setLineWidth(2)
    for shift in (0, 4.5):
        canvas.line(x + shift, base - 1.5, x + shift + 4, base + _THICK + 1.5)
