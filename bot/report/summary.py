"""The first page of a quarter's report: key figures, the finding, what is missing, and the chart."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.report.content import Bar, Block, Chart, Listing, Paragraph, Tile, Tiles
from bot.report.facts import QuarterFacts
from bot.report.said import Entry, Names, say_state
from bot.report.tally import Tally
from bot.rules.achievement import say_percent
from bot.rules.formulas import FULL

_NAMED = 10  # missing indicators named on the first page; all of them stand in a section of their own
_DRAWN = 40  # more bars than this are a table, not a picture


def summary(facts: QuarterFacts, entries: Sequence[Entry], names: Names, tally: Tally) -> Iterator[Block]:
    """Key figures, the finding in one sentence, what it rests on, and what is missing."""
    yield Block(tiles=Tiles(tuple(_tiles(tally))))
    yield Block(paragraph=Paragraph(_finding(facts, tally), lead=True))
    yield Block(paragraph=Paragraph(" ".join(_remarks(tally))))
    missing = [entry for entry in entries if entry.missing]
    if missing:
        yield Block(paragraph=Paragraph("Belum masuk:"))
        named = [f"{entry.indicator.name}: {_missing(entry, names)}" for entry in missing[:_NAMED]]
        rest = len(missing) - len(named)
        more = (f"{rest} indikator lain, lihat bagian “Indikator yang belum masuk”",) if rest else ()
        yield Block(listing=Listing((*named, *more)))


def _tiles(tally: Tally) -> Iterator[Tile]:
    yield Tile(str(tally.asked), "indikator diukur pada triwulan ini")
    yield Tile(str(tally.answered), "sudah terisi")
    if tally.mean is not None:
        yield Tile(say_percent(tally.mean), f"capaian (%), rata-rata dari {tally.rated} indikator")
    if tally.missing:
        yield Tile(str(tally.missing), "belum masuk")


def _finding(facts: QuarterFacts, tally: Tally) -> str:
    filled = _filled(tally, f"diukur pada {facts.quarter.name}")
    if tally.mean is None:
        return f"{filled}; capaian belum dapat dihitung."
    return f"{filled}, dengan capaian {say_percent(tally.mean)} % (rata-rata dari {tally.rated} indikator)."


def _filled(tally: Tally, when: str) -> str:
    if not tally.asked:
        return f"Tidak ada indikator yang {when}"
    if not tally.missing:
        return f"Semua {tally.asked} indikator yang {when} sudah terisi"
    return f"{tally.answered} dari {tally.asked} indikator yang {when} sudah terisi"


def _remarks(tally: Tally) -> Iterator[str]:
    if tally.rated:
        yield f"Sebanyak {tally.met} dari {tally.rated} indikator yang dapat dihitung mencapai target triwulan."
    if tally.late:
        yield f"Sebanyak {tally.late} nilai masuk setelah batas waktu dan ditandai terlambat."
    if tally.unmeasured:
        yield f"Sebanyak {tally.unmeasured} indikator tidak diukur pada triwulan ini."
    if tally.capped:
        yield f"Capaian {tally.capped} indikator dibatasi menurut aturannya; angka sebelum dibatasi dicetak juga."
    yield "Rata-rata dihitung dari capaian terhadap target triwulan sebelum dibulatkan;"
    yield "indikator tanpa angka tidak ikut dihitung dan tidak dianggap nol."


def _missing(entry: Entry, names: Names) -> str:
    return f"{say_state(entry.record)} ({names.unit(entry.record)})"


def achievement_chart(entries: Sequence[Entry]) -> Chart:
    """Highest first. Needs at least one entry with a capaian against its quarter's target."""
    rated = sorted(_rated(entries), key=_rank)
    return Chart(
        caption=" ".join(_caption(rated, len(entries))),
        goal=FULL,
        goal_label="target = 100",
        bars=tuple(_bar(capped, entry) for capped, entry in rated[-_DRAWN:]),
        met_label="mencapai target triwulan",
        unmet_label="belum mencapai target triwulan",
    )


def _rated(entries: Sequence[Entry]) -> Iterator[tuple[Decimal, Entry]]:
    for entry in entries:
        if (capped := entry.bases.quarter.capped) is not None:
            yield capped, entry


def _rank(rated: tuple[Decimal, Entry]) -> tuple[Decimal, int]:
    capped, entry = rated
    return -capped, entry.number


def _bar(capped: Decimal, entry: Entry) -> Bar:
    return Bar(f"{entry.number}. {entry.indicator.name}", capped, say_percent(capped), capped >= FULL)


def _caption(rated: Sequence[tuple[Decimal, Entry]], all_entries: int) -> Iterator[str]:
    met = sum(capped >= FULL for capped, _ in rated)
    lowest, entry = rated[-1]
    if met == len(rated):
        yield f"Gambar 1. Semua {met} indikator yang dapat dihitung mencapai target triwulan."
    else:
        yield f"Gambar 1. Sebanyak {met} dari {len(rated)} indikator yang dapat dihitung mencapai target triwulan;"
        yield f"capaian terendah {say_percent(lowest)} % pada indikator nomor {entry.number}."
    if len(rated) > _DRAWN:
        yield f"Digambar {_DRAWN} capaian terendah."
    if len(rated) < all_entries:
        yield f"Tidak digambar: {all_entries - len(rated)} indikator tanpa capaian."
