"""Pages out of strips."""

from dataclasses import replace

from bot.report import grid, ink, strips
from bot.report.content import Cell, Column, Paper, Row, Table
from bot.report.layout import Flow, Page, Sheet, Strip, paginate

ROOM = Sheet.of(Paper.A4).room


def strip(share: float, **facts: object) -> Strip:
    """A strip that takes this share of a page."""
    return replace(Strip(ROOM * share, lambda canvas, x, top: None), **facts)  # type: ignore[arg-type]  # any field


def shares(pages: list[Page]) -> list[list[float]]:
    return [[round(placed.height / ROOM, 2) for placed, _ in page.placed] for page in pages]


def laid(*strips: Strip) -> list[Page]:
    return paginate([Flow(strips)], Paper.A4)


def test_what_fits_stands_on_one_page() -> None:
    assert shares(laid(strip(0.5), strip(0.5))) == [[0.5, 0.5]]


def test_what_does_not_fit_goes_on_the_next() -> None:
    assert shares(laid(strip(0.5), strip(0.6), strip(0.3))) == [[0.5], [0.6, 0.3]]


def test_tied_strips_go_together() -> None:
    assert shares(laid(strip(0.8), strip(0.1, keep=True), strip(0.2))) == [[0.8], [0.1, 0.2]]


def test_more_than_a_page_of_tied_strips_is_parted_after_all() -> None:
    tied = [strip(0.4, keep=True) for _ in range(5)]
    assert shares(laid(*tied)) == [[0.4, 0.4], [0.4, 0.4], [0.4]]


def test_a_table_repeats_its_head_on_every_page() -> None:
    head = strip(0.1, keep=True)
    rows = [strip(0.4, head=(head,)) for _ in range(4)]
    assert shares(laid(head, *rows)) == [[0.1, 0.4, 0.4], [0.1, 0.4, 0.4]]


def test_white_space_at_the_head_of_a_page_is_dropped() -> None:
    pages = laid(strip(0.6), strip(0.6, gap=ROOM * 0.4))
    assert pages[1].used == strip(0.6).height
    assert laid(strip(0.2), strip(0.2, gap=50))[0].used == ROOM * 0.4 + 50


def test_another_orientation_begins_a_page() -> None:
    flows = [Flow([strip(0.1)]), Flow([strip(0.1)], landscape=True), Flow([strip(0.1)]), Flow([strip(0.1)])]
    pages = paginate(flows, Paper.A4)
    assert [page.sheet.width > page.sheet.height for page in pages] == [False, True, False]
    assert len(pages[2].placed) == 2


def test_strips_never_overlap_and_stay_inside() -> None:
    for page in laid(*[strip(0.07, gap=3) for _ in range(60)]):
        bottom = page.sheet.height
        for placed, top in page.placed:
            assert top <= bottom + 1e-6
            bottom = top - placed.height
        assert bottom > 50


def test_the_first_line_of_a_text_never_stands_alone() -> None:
    lines = strips.prose("satu\ndua\ntiga\nempat\nlima", ink.BODY, 200)
    filler = Strip(ROOM - 1.5 * ink.BODY.leading, lines[0].draw)
    assert [len(page.placed) for page in laid(filler, *lines)] == [1, 5]


def test_the_last_line_of_a_text_never_stands_alone() -> None:
    lines = strips.prose("satu\ndua\ntiga\nempat\nlima", ink.BODY, 200)
    filler = Strip(ROOM - 4.5 * ink.BODY.leading, lines[0].draw)
    assert [len(page.placed) for page in laid(filler, *lines)] == [4, 2]


def test_neither_the_first_row_of_a_group_nor_its_last_stands_alone() -> None:
    rows = tuple(Row((Cell(str(number)),), "Sasaran") for number in range(6))
    table = grid.table(Table("Contoh", "Tabel contoh", (Column("No", 5),), rows), 200)
    *head, _, _, _, _, _, _ = table
    height = sum(each.height + each.gap for each in head)
    row = table[-1].height
    one_row_left = Strip(ROOM - height - 1.5 * row, table[0].draw)
    assert len(laid(one_row_left, *table)[0].placed) == 1
    five_rows_left = Strip(ROOM - height - 5.5 * row, table[0].draw)
    assert len(laid(five_rows_left, *table)[0].placed) == 1 + len(head) + 4
