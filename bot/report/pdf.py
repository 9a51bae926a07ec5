"""A report as PDF. Layout comes first and drawing second, so "halaman x dari y" and every bookmark are right at once.

The same report gives the same bytes: nothing is read but the report and the fonts that lie beside this file.
The PDF is not signed and not tagged (PDF/UA); its fonts are embedded as subsets.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import msgspec
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bot.report import chart, content, grid, ink, letters, strips, words
from bot.report.content import Block, Report, Section
from bot.report.layout import LEFT, RIGHT, Flow, Page, Sheet, Strip, paginate

rl_config.useA85 = 0  # binary streams: a fifth smaller, and written faster


def render(report: Report, digest: str = "") -> bytes:
    """The PDF's bytes. `digest` is the stored snapshot's SHA-256; without it, that of the report as it is now."""
    digest = digest or content.digest(msgspec.json.encode(report))
    pages = paginate(_flows(report), report.paper)
    stream = BytesIO()
    canvas = _canvas(report, stream)
    for number, page in enumerate(pages, start=1):
        _draw_page(canvas, report, page, number, words.imprint(report.reference, digest), len(pages))
    canvas.save()
    return stream.getvalue()


@dataclass(frozen=True)
class _Made:
    """When the paper was made, in the form ReportLab asks for; its own choices are the clock or the year 2000."""

    at: datetime

    @property
    def YMDhms(self) -> tuple[int, ...]:
        return self.at.timetuple()[:6]

    @property
    def dhh(self) -> int:
        return self._minutes // 60

    @property
    def dmm(self) -> int:
        return self._minutes % 60

    @property
    def _minutes(self) -> int:
        offset = self.at.utcoffset()
        return int(offset.total_seconds()) // 60 if offset else 0


def _canvas(report: Report, stream: BytesIO) -> Canvas:
    font: Any = letters.register()  # the stubs of ReportLab take this name for a number, and do not know _doc
    canvas: Any = Canvas(stream, pageCompression=1, invariant=1, lang="id-ID", initialFontName=font)
    canvas._doc._timeStamp = _Made(report.reference.made_at)
    canvas.setTitle(" ".join(report.heading))
    canvas.setAuthor(report.author)
    canvas.setSubject(report.subject)
    canvas.setCreator(words.CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    made: Canvas = canvas
    return made


def _flows(report: Report) -> list[Flow]:
    portrait = Sheet.of(report.paper).line
    flows = [Flow(_opening(report, portrait))]
    for section in report.sections:
        width = Sheet.of(report.paper, section.landscape).line
        flows.append(Flow(_section(section, width), section.landscape))
    if report.closing:
        _sign(flows, strips.closing(report.closing, portrait))
    return flows


def _sign(flows: list[Flow], signature: list[Strip]) -> None:
    """A signature never stands alone on a page: the last lines before it go with it."""
    if flows[-1].landscape:
        flows.append(Flow(signature))
        return
    before = flows.pop().strips
    flows.append(Flow([*before[:-2], *strips.tied(before[-2:]), *signature]))


def _opening(report: Report, width: float) -> list[Strip]:
    head = strips.letterhead(report.letterhead, width) if report.letterhead else []
    facts = strips.facts(report.facts, width) if report.facts else []
    return [*head, *strips.title(report.heading, width), *facts]


def _section(section: Section, width: float) -> list[Strip]:
    blocks = [strip for block in section.blocks for strip in _block(block, width)]
    return [*strips.heading(section.title, width), *blocks]


def _block(block: Block, width: float) -> list[Strip]:
    if block.paragraph:
        return strips.paragraph(block.paragraph, width)
    if block.tiles:
        return strips.tiles(block.tiles, width)
    if block.listing:
        return strips.listing(block.listing, width)
    if block.table:
        return grid.table(block.table, width)
    if block.chart:
        return chart.bars(block.chart, width)
    if block.notes:
        return strips.notes(block.notes, width)
    raise ValueError("a block of a report is empty")


def _draw_page(canvas: Canvas, report: Report, page: Page, number: int, imprint: str, total: int) -> None:
    canvas.setPageSize((page.sheet.width, page.sheet.height))
    if report.draft:
        _draw_watermark(canvas, page.sheet)
    _draw_head(canvas, report, page.sheet, number)
    _draw_foot(canvas, page.sheet, imprint, words.page_of(number, total))
    for position, (strip, top) in enumerate(page.placed):
        if strip.mark:
            key = f"{number}-{position}"
            canvas.bookmarkHorizontal(key, 0, top + 6)
            canvas.addOutlineEntry(ink.BODY.line(strip.mark.title).text, key, strip.mark.level, closed=False)
        strip.draw(canvas, LEFT, top)
    canvas.showPage()


def _draw_watermark(canvas: Canvas, sheet: Sheet) -> None:
    """Drawn first and pale: text stands on it, never under it."""
    size = 0.24 * min(sheet.width, sheet.height)
    style = ink.Style(ink.LEAD.face, size, size, ink.WATERMARK)
    canvas.saveState()
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(45 if sheet.height > sheet.width else 30)
    ink.write_centred(canvas, style.line(words.DRAFT), 0, -size / 3, style)
    canvas.restoreState()


def _draw_head(canvas: Canvas, report: Report, sheet: Sheet, number: int) -> None:
    baseline = sheet.height - 36
    right = sheet.width - RIGHT
    if number > 1:
        ink.write(canvas, ink.FURNITURE.line(report.running), LEFT, baseline, ink.FURNITURE)
        ink.rule(canvas, LEFT, baseline - 7, sheet.line, 0.4)
    if report.draft:
        label = ink.STAMP.line(words.DRAFT)
        width = ink.STAMP.width(label) + 12
        canvas.setStrokeColor(ink.INK)
        canvas.setLineWidth(0.9)
        canvas.rect(right - width, baseline - 3.5, width, 13, stroke=1, fill=0)
        ink.write(canvas, label, right - width + 6, baseline, ink.STAMP)


def _draw_foot(canvas: Canvas, sheet: Sheet, imprint: str, page_of: str) -> None:
    ink.rule(canvas, LEFT, 40, sheet.line, 0.4)
    ink.write(canvas, ink.FURNITURE.line(imprint), LEFT, 29, ink.FURNITURE)
    ink.write_right(canvas, ink.FURNITURE.line(page_of), sheet.width - RIGHT, 29, ink.FURNITURE)
