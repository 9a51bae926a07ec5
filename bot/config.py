"""Settings from one TOML file. Every mistake names the file and the key; a key nobody knows is a mistake.

Only two settings may come from the environment: BOT_TELEGRAM_TOKEN and BOT_DATABASE, so that secrets need not
stand in a file. Any other BOT_ variable is refused, because a misspelt one would otherwise pass in silence.
"""

import os
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from bot.rules.workdays import DayHours

_CLOCK_FACE = r"^([01]\d|2[0-3])\.[0-5]\d$"
Hour = Annotated[str, msgspec.Meta(pattern=_CLOCK_FACE)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Rate = Annotated[float, msgspec.Meta(gt=0)]


class ConfigError(Exception):
    """The settings cannot be used; the text says which file, which key and what to do."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the settings file."""


class Telegram(Section, frozen=True):
    token: str = ""
    username: str = "nama_bot"
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"

    def __repr__(self) -> str:
        return f"Telegram(username={self.username!r}, base_url={self.base_url!r})"


class Storage(Section, frozen=True):
    folder: str = "data"
    database: str = ""

    def __repr__(self) -> str:
        return f"Storage(folder={self.folder!r})"


class OfficeSettings(Section, frozen=True):
    agency: str = "BADAN PERENCANAAN PEMBANGUNAN DAERAH, PENELITIAN DAN PENGEMBANGAN"
    short: str = "BAPPEDALITBANG"
    region: str = "PEMERINTAH KABUPATEN BALANGAN"
    address: tuple[str, ...] = ()
    city: str = "Paringin"
    logo: str = ""
    sop: str = ""
    paper: Annotated[str, msgspec.Meta(pattern="^(A4|F4)$")] = "A4"


class CalendarSettings(Section, frozen=True):
    zone: str = "Asia/Makassar"
    zone_label: str = "WITA"
    national_holidays: bool = True
    opens: Hour = "07.30"
    closes: Hour = "16.00"
    friday_opens: Hour = "07.30"
    friday_closes: Hour = "16.30"
    break_start: Hour = "12.00"
    break_end: Hour = "13.00"
    friday_break_start: Hour = "11.30"
    friday_break_end: Hour = "13.00"
    ramadan: tuple[tuple[date, date], ...] = ()
    ramadan_opens: Hour = "08.00"
    ramadan_closes: Hour = "15.00"
    ramadan_break_start: Hour = "12.00"
    ramadan_break_end: Hour = "12.30"
    ramadan_friday_opens: Hour = "08.00"
    ramadan_friday_closes: Hour = "15.30"
    ramadan_friday_break_start: Hour = "11.30"
    ramadan_friday_break_end: Hour = "12.30"

    def day(self, prefix: str) -> DayHours:
        """The hours of one kind of day: "", "friday_", "ramadan_" or "ramadan_friday_". Raises ValueError."""
        names = ("opens", "closes", "break_start", "break_end")
        return DayHours(*(read_hour(getattr(self, prefix + name)) for name in names))


def read_hour(text: str) -> time:
    """07.30, as Indonesians write it."""
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


class QuarterSettings(Section, frozen=True):
    opens_on_workday: Annotated[int, msgspec.Meta(ge=1)] = 1
    opens_at: Hour = "08.00"
    deliver_workdays: Annotated[int, msgspec.Meta(ge=1)] = 5
    report_workdays: Annotated[int, msgspec.Meta(ge=1)] = 10
    threshold: Count = 90


class ReminderSettings(Section, frozen=True):
    before: tuple[Count, ...] = (3, 1)
    on_day: bool = True
    after: tuple[Count, ...] = (1,)
    superior_after: Count = 2
    at: Hour = "09.00"
    expected: bool = True
    quiet_minutes: Count = 30
    circulation_after: tuple[Count, ...] = (2,)


class Invitations(Section, frozen=True):
    valid_hours: Annotated[int, msgspec.Meta(ge=1)] = 72


class Pacing(Section, frozen=True):
    overall_per_second: Rate = 29.0
    chat_per_second: Rate = 1.0
    chat_burst: Annotated[int, msgspec.Meta(ge=1)] = 5


class RatingSettings(Section, frozen=True):
    label: str
    colour: Annotated[str, msgspec.Meta(pattern="^#[0-9a-fA-F]{6}$")]
    above: Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d+)?$")] | None = None


class Config(Section, frozen=True):
    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    office: OfficeSettings = OfficeSettings()
    calendar: CalendarSettings = CalendarSettings()
    quarter: QuarterSettings = QuarterSettings()
    reminders: ReminderSettings = ReminderSettings()
    invitations: Invitations = Invitations()
    pacing: Pacing = Pacing()
    ratings: tuple[RatingSettings, ...] = ()
    folder: Path = Path()  # where the settings file lies; relative paths start here

    @property
    def data(self) -> Path:
        return self.folder / self.storage.folder

    @property
    def database_url(self) -> str:
        return self.storage.database or f"sqlite:///{self.data / 'bot.db'}"


def load_config(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    """Reads and checks the file; raises ConfigError with file and key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: file not found; copy config.example.toml to it and fill in the token") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not readable as TOML: {error}") from None
    if "folder" in tables:
        raise ConfigError(f"{path}: unknown key `folder`")
    try:
        config = msgspec.convert({**tables, "folder": path.resolve().parent}, Config, dec_hook=_as_path)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}".replace("`$.", "`")) from None
    _check(config, path)
    return _with_environment(config, environ)


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def _check(config: Config, path: Path) -> None:
    """What a single value's form cannot tell."""
    said = config.calendar
    for kind in ("", "friday_", "ramadan_", "ramadan_friday_"):
        try:
            said.day(kind)
        except ValueError:
            raise ConfigError(
                f"{path}: calendar.{kind}opens, {kind}break_start, {kind}break_end, {kind}closes must be in this order"
            ) from None
    for first, last in said.ramadan:
        if first > last:
            raise ConfigError(f"{path}: calendar.ramadan: {first} is later than {last}")
    try:
        ZoneInfo(said.zone)
    except (KeyError, ValueError):
        raise ConfigError(f"{path}: calendar.zone: {said.zone!r} is no zone, such as Asia/Makassar") from None
    if config.ratings and all(rating.above is not None for rating in config.ratings):
        raise ConfigError(f"{path}: ratings: the lowest one must have no `above`")
    if config.office.logo:
        _check_logo(config.folder / config.office.logo, path)


def _check_logo(logo: Path, path: Path) -> None:
    try:
        beginning = logo.read_bytes()[:8]
    except OSError as error:
        raise ConfigError(f"{path}: office.logo: {logo}: {error.strerror}") from None
    if not beginning.startswith(_PICTURES):
        raise ConfigError(f"{path}: office.logo: {logo} is no PNG or JPEG picture")


def _as_path(kind: type, value: object) -> object:
    return Path(str(value)) if kind is Path else value


def _with_environment(config: Config, environ: Mapping[str, str]) -> Config:
    known = {"BOT_TELEGRAM_TOKEN", "BOT_DATABASE"}
    for name in environ:
        if name.startswith("BOT_") and name not in known and not name.startswith("BOT_TEST_"):
            raise ConfigError(f"environment: {name} is not a setting; known: {', '.join(sorted(known))}")
    replace = msgspec.structs.replace
    if token := environ.get("BOT_TELEGRAM_TOKEN"):
        config = replace(config, telegram=replace(config.telegram, token=token))
    if database := environ.get("BOT_DATABASE"):
        config = replace(config, storage=replace(config.storage, database=database))
    return config
