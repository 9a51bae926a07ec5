"""Pages out of strips: everything on paper is a stack of horizontal strips, and a page is what fits.

Layout is finished before anything is drawn, so the number of pages is known when the first footer is drawn, and every
bookmark is set on the page it belongs to.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from bot.report.content import Paper

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 22 * MM, 18 * MM, 20 * MM, 20 * MM
_SIZES = {Paper.A4: (210 * MM, 297 * MM), Paper.F4: (215 * MM, 330 * MM)}

Draw = Callable[[Canvas, float, float], None]


@dataclass(frozen=True)
class Mark:
    """An entry of the outline, `level` 0 or 1."""

    title: str
    level: int = 0


@dataclass(frozen=True)
class Strip:
    """Draws itself with its upper left corner at (x, y) and is never broken. All lengths are in points.

    `keep` ties it to the next strip; `gap` is white space above it, dropped at the head of a page;
    `head` is drawn again above it where it is the first on a new page.
    """

    height: float
    draw: Draw
    keep: bool = False
    gap: float = 0.0
    head: tuple["Strip", ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True)
class Flow:
    """Strips that follow one another on pages of one orientation."""

    strips: Sequence[Strip]
    landscape: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page's size and the area strips may use."""

    width: float
    height: float

    @classmethod
    def of(cls, paper: Paper, landscape: bool = False) -> "Sheet":
        width, height = _SIZES[paper]
        return cls(height, width) if landscape else cls(width, height)

    @property
    def line(self) -> float:
        return self.width - LEFT - RIGHT

    @property
    def room(self) -> float:
        return self.height - TOP - BOTTOM


@dataclass
class Page:
    """`placed` holds each strip with the distance of its upper edge from the sheet's lower one."""

    sheet: Sheet
    placed: list[tuple[Strip, float]] = field(default_factory=list)
    used: float = 0.0

    def fits(self, strips: Iterable[Strip]) -> bool:
        return self._after(strips) <= self.sheet.room + 0.01

    def add(self, strip: Strip) -> None:
        self.used = self._after([strip])
        self.placed.append((strip, self.sheet.height - TOP - self.used + strip.height))

    def _after(self, strips: Iterable[Strip]) -> float:
        used = self.used
        for strip in strips:
            used += strip.height + (strip.gap if used else 0.0)
        return used


def paginate(flows: Iterable[Flow], paper: Paper) -> list[Page]:
    """Greedy: a cluster of strips tied together goes on the next page unless it is taller than a whole page."""
    pages: list[Page] = []
    for flow in flows:
        sheet = Sheet.of(paper, flow.landscape)
        if not pages or pages[-1].sheet != sheet:
            pages.append(Page(sheet))
        for cluster in _clusters(flow.strips):
            _place(cluster, pages)
    return pages


def _clusters(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    cluster: list[Strip] = []
    for strip in strips:
        cluster.append(strip)
        if not strip.keep:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def _place(cluster: list[Strip], pages: list[Page]) -> None:
    if pages[-1].fits(cluster):
        _add_all(cluster, pages[-1])
    elif Page(pages[-1].sheet).fits((*cluster[0].head, *cluster)):
        _add_all(cluster, _turn(pages, cluster[0]))
    else:
        for strip in cluster:
            page = pages[-1] if pages[-1].fits([strip]) else _turn(pages, strip)
            page.add(strip)


def _add_all(cluster: list[Strip], page: Page) -> None:
    for strip in cluster:
        page.add(strip)


def _turn(pages: list[Page], first: Strip) -> Page:
    page = Page(pages[-1].sheet)
    pages.append(page)
    for strip in first.head:
        page.add(strip)
    return page
