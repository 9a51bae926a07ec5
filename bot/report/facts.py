"""What a report is built from: types of the rules and plain values, filled by storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.report.content import Paper
from bot.rules.office import Person, Unit
from bot.rules.period import Quarter
from bot.rules.rating import DEFAULT_RATINGS, Rating
from bot.rules.record import Record


@dataclass(frozen=True)
class OfficeIdentity:
    """The office as its letterhead names it. `logo` is a PNG or JPEG file, whole."""

    agency: str
    region: str
    address: tuple[str, ...] = ()
    city: str = ""
    sop_number: str = ""
    sop_name: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs. `kind` is "", "Plt." or "Plh."; then `name` is the acting person's own and `post` the post acted for.

    An empty name leaves a dotted line to be filled by hand.
    """

    post: str
    name: str = ""
    pangkat: str = ""
    nip: str = ""
    kind: str = ""


@dataclass(frozen=True)
class QuarterFacts:
    """Laporan Kinerja Triwulan. `made_at` is aware and in the office's zone, which `zone_label` names.

    `changes` tell what is different from the version before; `recipients` are the tembusan.
    """

    quarter: Quarter
    office: OfficeIdentity
    records: Sequence[Record]
    units: Mapping[str, Unit]
    people: Mapping[str, Person]
    signature: Signature
    number: str
    version: int
    made_at: datetime
    made_by: str
    zone_label: str = "WITA"
    ratings: Sequence[Rating] = DEFAULT_RATINGS
    changes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    draft: bool = True


@dataclass(frozen=True)
class RecapFacts:
    """Rekap of a quarter as it stands `now` (aware, in the office's zone). `state` says which step the quarter is in.

    `deadline` is the quarter's own; each record carries the one that holds for it.
    """

    quarter: Quarter
    office: OfficeIdentity
    records: Sequence[Record]
    units: Mapping[str, Unit] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    now: datetime = field(kw_only=True)
    state: str = ""
    deadline: datetime | None = None
    zone_label: str = "WITA"
    number: str = ""
    version: int = 0
    paper: Paper = Paper.A4
