"""Setting up an office: the workbook is taken over whole or not at all, and links go to whoever has not joined."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.clock import Clock
from bot.config import Config, Invitations, Telegram
from bot.office.example import demo_office
from bot.rules.office import Office
from bot.rules.sop import default_text
from bot.service.house import House
from bot.service.setup import CannotImport, UnknownPerson, import_office, import_workbook, invite_people
from storage import joining, tables
from storage.database import transaction
from storage.joining import code_hash
from storage.office import load_office
from tests.office.workbooks import edited, template

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
HOUSE = House(Config(telegram=Telegram(username="uji_bot"), invitations=Invitations(valid_hours=24)), default_text())


class Stopped(Clock):
    def now(self) -> datetime:
        return NOW


CLOCK = Stopped()
MEMBERS = [person.name for person in demo_office().people if person.chat]


def write_demo(engine: Engine) -> list[str]:
    return import_office(engine, CLOCK, HOUSE, demo_office())


def audited(engine: Engine, action: str) -> int:
    with transaction(engine) as connection:
        return len(connection.execute(select(tables.audit).where(tables.audit.c.action == action)).all())


def test_a_workbook_is_taken_over_and_the_changes_are_told_and_written_down(engine: Engine) -> None:
    changes = import_workbook(engine, CLOCK, HOUSE, template())
    assert "Unit: baru SUBBAG (Contoh Subbagian Perencanaan dan Pelaporan)" in changes
    assert audited(engine, "import") == 1
    assert import_workbook(engine, CLOCK, HOUSE, template()) == []
    assert audited(engine, "import") == 1


def test_a_workbook_with_mistakes_changes_nothing(engine: Engine) -> None:
    write_demo(engine)
    with transaction(engine) as connection:
        before = load_office(connection)
    with pytest.raises(CannotImport, match="Lembar Orang, baris 2"):
        import_workbook(engine, CLOCK, HOUSE, edited({"Orang!F2": "TIDAK-ADA"}))
    with transaction(engine) as connection:
        assert load_office(connection) == before
    assert audited(engine, "import") == 1


def test_a_file_that_is_no_workbook_is_one_mistake(engine: Engine) -> None:
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        with pytest.raises(CannotImport, match="Berkas: "):
            import_workbook(engine, CLOCK, HOUSE, data)


def invitations(engine: Engine, *names: str) -> dict[str, str]:
    return dict(invite_people(engine, CLOCK, HOUSE, names))


def test_everybody_with_telegram_gets_a_link_of_their_own(engine: Engine) -> None:
    write_demo(engine)
    links = invitations(engine)
    assert list(links) == MEMBERS
    assert all(link.startswith("https://t.me/uji_bot?start=") for link in links.values())
    assert len(set(links.values())) == len(links)


def test_a_link_holds_as_long_as_the_settings_say_and_only_its_hash_is_kept(engine: Engine) -> None:
    write_demo(engine)
    ((_, link),) = invitations(engine, "P-04").items()
    code = link.partition("=")[2]
    assert len(code) >= 22  # 128 random bits
    with transaction(engine) as connection:
        found = joining.find_invite(connection, code_hash(code))
        stored = [str(value) for row in connection.execute(select(tables.invites)) for value in row]
        written = [str(value) for row in connection.execute(select(tables.audit)) for value in row]
    assert found is not None
    assert (found.person, found.expires_at) == ("P-04", NOW + timedelta(hours=24))
    assert not any(code in each for each in (*stored, *written))


def test_who_has_joined_gets_no_link_unless_named(engine: Engine) -> None:
    write_demo(engine)
    with transaction(engine) as connection:
        joining.bind(connection, 13, "P-04", "Eka", NOW)
    assert "Eka Teladan, S.E." not in invitations(engine)
    assert list(invitations(engine, "P-04")) == ["Eka Teladan, S.E."]


def test_people_are_named_by_code_or_by_name(engine: Engine) -> None:
    write_demo(engine)
    assert list(invitations(engine, "Citra Misal, S.T.", "P-01")) == ["Budi Contoh, S.E.", "Citra Misal, S.T."]
    with pytest.raises(UnknownPerson, match="siapa"):
        invitations(engine, "P-01", "siapa")


def test_who_has_no_telegram_or_has_left_gets_no_link(engine: Engine) -> None:
    write_demo(engine)
    assert invitations(engine, "P-10") == {}
    import_office(engine, CLOCK, HOUSE, _without(demo_office(), "P-09"))
    with pytest.raises(UnknownPerson, match="P-09"):
        invitations(engine, "P-09")


def _without(office: Office, code: str) -> Office:
    return Office(office.units, tuple(person for person in office.people if person.code != code))
