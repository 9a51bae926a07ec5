"""What a paper contains, with no word about layout: the one model behind PDF, Excel and whatever comes after.

A `Report` is finished: every text is already said in Indonesian, every figure already computed. The renderers
decide only where things stand. `msgspec.json.encode(report)` is the snapshot that is stored and circulated, so all
types here are plain frozen dataclasses that survive a round trip through JSON.

No text here is markup. What an officer typed stands in the same fields as our own words and is drawn letter by
letter.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Paper(StrEnum):
    """A4 (210 x 297 mm) or F4 (215 x 330 mm), the sheet many Indonesian offices keep in the printer."""

    A4 = "A4"
    F4 = "F4"


class Align(StrEnum):
    """FIGURE lines numbers up on the decimal comma."""

    TEXT = "text"
    FIGURE = "figure"
    CENTRE = "centre"


class Place(StrEnum):
    """Where a column is shown: paper has room for ten, a worksheet for all."""

    BOTH = "both"
    PAPER = "paper"
    DATA = "data"


class Tone(StrEnum):
    """ABSENT marks words that stand where a figure is missing."""

    PLAIN = "plain"
    ABSENT = "absent"


@dataclass(frozen=True)
class Chip:
    """A rating as a meter: `level` of `of` fields filled with `colour` ("#1A9850"). It counts in black and white."""

    colour: str
    level: int
    of: int


@dataclass(frozen=True)
class Cell:
    """`text` is what paper says; `value`, `day` or `moment` is the same thing typed for a worksheet.

    `note` stands small under the text, on paper only: worksheets have columns of their own for such facts.
    """

    text: str = ""
    value: Decimal | None = None
    day: date | None = None
    moment: datetime | None = None
    note: str = ""
    tone: Tone = Tone.PLAIN
    chip: Chip | None = None


@dataclass(frozen=True)
class Column:
    """`width` is a share of the line on paper and the width in letters on a worksheet."""

    title: str
    width: int
    align: Align = Align.TEXT
    place: Place = Place.BOTH


@dataclass(frozen=True)
class Row:
    """One cell per column. Neighbouring rows of one `group` stand under one band that carries its name."""

    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True)
class Table:
    """`name` becomes the worksheet's name (at most 31 letters, none of []:*?/\\)."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paragraph:
    text: str
    lead: bool = False


@dataclass(frozen=True)
class Tile:
    """One key figure with the words under it."""

    figure: str
    label: str


@dataclass(frozen=True)
class Tiles:
    items: tuple[Tile, ...]


@dataclass(frozen=True)
class Listing:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """`met` says whether the goal is reached; the drawing shows it by filling, not by colour alone."""

    label: str
    value: Decimal
    text: str
    met: bool


@dataclass(frozen=True)
class Chart:
    """Horizontal bars against a goal. `caption` states the finding, not the subject."""

    caption: str
    goal: Decimal
    goal_label: str
    bars: tuple[Bar, ...]
    met_label: str
    unmet_label: str


@dataclass(frozen=True)
class Remark:
    """A labelled text, verbatim, such as Kendala."""

    label: str
    text: str


@dataclass(frozen=True)
class Exhibit:
    """One piece of bukti dukung: the name of a file or a link as plain text, and the file's SHA-256."""

    name: str
    sha256: str = ""
    link: bool = False


@dataclass(frozen=True)
class Note:
    """What was said about one indicator."""

    number: int
    title: str
    subtitle: str
    remarks: tuple[Remark, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True)
class Notes:
    items: tuple[Note, ...]


@dataclass(frozen=True)
class Block:
    """Exactly one of these is set."""

    paragraph: Paragraph | None = None
    tiles: Tiles | None = None
    listing: Listing | None = None
    table: Table | None = None
    chart: Chart | None = None
    notes: Notes | None = None


@dataclass(frozen=True)
class Section:
    """A part with a heading and a bookmark (none where `title` is empty). A section without blocks must not exist."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Kop surat. `logo` is a PNG or JPEG file, whole."""

    region: str
    agency: str
    address: tuple[str, ...] = ()
    logo: bytes | None = None


@dataclass(frozen=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True)
class Closing:
    """The signature block at the right, the tembusan at the left below it."""

    place_and_date: str
    post: str
    name: str
    pangkat: str = ""
    nip: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """What the footer says. `made` is `made_at` said in the office's own time."""

    number: str
    version: int
    made_at: datetime
    made: str
    made_by: str = ""


@dataclass(frozen=True)
class Report:
    """One paper, complete. `heading` are the lines of its title; `running` is the short one at the head of pages."""

    heading: tuple[str, ...]
    running: str
    subject: str
    author: str
    reference: Reference
    sections: tuple[Section, ...]
    letterhead: Letterhead | None = None
    facts: tuple[Fact, ...] = ()
    closing: Closing | None = None
    paper: Paper = Paper.A4
    draft: bool = False


def digest(snapshot: bytes) -> str:
    """SHA-256 of a snapshot's bytes: the same paper always bears the same one."""
    return hashlib.sha256(snapshot).hexdigest()


def short(sha256: str) -> str:
    """The part of a SHA-256 that is printed: enough to tell two papers of an office apart."""
    return sha256[:12]
