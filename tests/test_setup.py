"""An office set up from the command line: a template, its mistakes by cell, all or nothing, and personal links."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.office.sample import template_office
from storage.joining import code_hash
from tests.office.workbooks import edited

Run = Callable[..., tuple[int, str, str]]
LINE = re.compile(r"([^\t]+)\thttps://t\.me/uji_bot\?start=([\w-]{22})")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in an empty folder with settings: (exit code, stdout, stderr)."""
    for name in ("BOT_DATABASE", "BOT_TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    Path("config.toml").write_text('[telegram]\nusername = "uji_bot"\n')

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def rows(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("data/bot.db")) as database:
        return database.execute(query).fetchall()


def links(printed: str) -> dict[str, str]:
    """Name and code of each printed line; every line must be one."""
    found = [LINE.fullmatch(line) for line in printed.splitlines()]
    assert all(found), printed
    return {match[1]: match[2] for match in found if match}


def test_a_template_is_written_checked_and_taken_over(run: Run) -> None:
    assert run("template", "kantor.xlsx") == (
        0,
        "kantor.xlsx: ditulis. Isi lembar-lembarnya, lalu periksa dengan: python -m bot check kantor.xlsx\n",
        "",
    )
    assert run("check", "kantor.xlsx") == (0, "kantor.xlsx: 8 orang, 7 indikator, tidak ada kesalahan.\n", "")
    code, told, wrong = run("import", "kantor.xlsx")
    assert (code, wrong) == (0, "")
    assert "Orang: baru ORG-3 (Dedi Contoh)" in told.splitlines()
    assert rows("SELECT count(*) FROM people") == [(8,)]


def test_a_second_import_says_that_nothing_changed(run: Run) -> None:
    run("template", "kantor.xlsx")
    run("import", "kantor.xlsx")
    assert run("import", "kantor.xlsx") == (0, "Tidak ada yang berubah.\n", "")


def test_an_import_prints_every_mistake_at_its_cell_and_changes_nothing(run: Run) -> None:
    Path("kantor.xlsx").write_bytes(edited({"Unit!C2": "dinas", "Orang!F3": "TIDAK-ADA", "Indikator!A4": None}))
    code, told, wrong = run("import", "kantor.xlsx")
    assert (code, told) == (1, "")
    places = [line.partition(": ")[0] for line in wrong.splitlines()]
    assert places[0] == "Lembar Unit, baris 2, kolom C (Jenis)"
    assert "Lembar Orang, baris 3, kolom F (Unit)" in places
    assert "Lembar Indikator, baris 4, kolom A (Kode)" in places
    assert [rows(f"SELECT count(*) FROM {table}") for table in ("units", "people", "indicators")] == [[(0,)]] * 3


def test_an_import_with_mistakes_leaves_the_office_before_as_it_was(run: Run) -> None:
    run("template", "kantor.xlsx")
    run("import", "kantor.xlsx")
    before = rows("SELECT * FROM people ORDER BY code")
    Path("kantor.xlsx").write_bytes(edited({"Orang!B2": "Nama Baru", "Unit!C3": "dinas"}))
    assert run("import", "kantor.xlsx")[0] == 1
    assert rows("SELECT * FROM people ORDER BY code") == before


def test_a_changed_workbook_says_what_changed(run: Run) -> None:
    run("template", "kantor.xlsx")
    run("import", "kantor.xlsx")
    Path("kantor.xlsx").write_bytes(edited({"Orang!B2": "Nama Baru"}))
    assert run("import", "kantor.xlsx") == (
        0,
        'Orang: berubah ORG-1 (Nama Baru): Nama "Budi Contoh" menjadi "Nama Baru"\n',
        "",
    )


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_file_that_is_not_there_is_one_line(run: Run, command: str) -> None:
    assert run(command, "tidak-ada.xlsx") == (2, "", "tidak-ada.xlsx: No such file or directory\n")


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_file_that_is_no_workbook_is_one_mistake(run: Run, command: str) -> None:
    Path("kantor.xlsx").write_bytes(b"bukan buku kerja")
    code, told, wrong = run(command, "kantor.xlsx")
    assert (code, told) == (1, "")
    assert wrong.startswith("Berkas: ")
    assert len(wrong.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["import", "kantor.xlsx"], ["invite"]])
def test_without_settings_the_command_says_what_to_do(run: Run, arguments: list[str]) -> None:
    Path("config.toml").unlink()
    code, told, wrong = run(*arguments)
    assert (code, told) == (2, "")
    assert "copy config.example.toml" in wrong


def imported(run: Run) -> None:
    run("template", "kantor.xlsx")
    run("import", "kantor.xlsx")


def test_each_person_with_telegram_is_printed_with_a_link(run: Run) -> None:
    imported(run)
    code, told, wrong = run("invite")
    assert (code, wrong) == (0, "")
    assert list(links(told)) == [person.name for person in template_office().people if person.chat]


def test_only_the_hashes_of_links_are_in_the_database(run: Run) -> None:
    imported(run)
    codes = links(run("invite")[1]).values()
    assert {row[0] for row in rows("SELECT code_hash FROM invites")} == {code_hash(code) for code in codes}
    database = b"".join(file.read_bytes() for file in Path("data").iterdir())
    assert not any(code.encode() in database for code in codes)


def test_a_second_link_ends_the_first(run: Run) -> None:
    imported(run)
    first, second = (links(run("invite", "ORG-3")[1])["Dedi Contoh"] for _ in range(2))
    assert first != second
    now = rows("SELECT max(created_at) FROM invites")[0][0]
    expiry = {row[0]: str(row[1]) for row in rows("SELECT code_hash, expires_at FROM invites")}
    assert expiry[code_hash(first)] <= str(now) < expiry[code_hash(second)]
    assert len(expiry) == 2


def test_people_are_named_by_code_or_name_and_nobody_unknown_is_invited(run: Run) -> None:
    imported(run)
    assert list(links(run("invite", "ORG-3", "Eka Contoh")[1])) == ["Dedi Contoh", "Eka Contoh"]
    assert run("invite", "ORG-8")[1] == ""  # the Kepala has no Telegram


def test_the_database_may_come_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_DATABASE", f"sqlite:///{tmp_path / 'lain.db'}")
    imported(run)
    assert (tmp_path / "lain.db").exists()
    assert not (tmp_path / "data").exists()
