"""The corpus of hostile inputs through the whole product; what is falsified, in the file or on the way, is found."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.report.content import Exhibit, Remark
from bot.rules.numbers import Number
from bot.service import filling
from bot.talk.say import quote
from storage import records
from tests import corpus
from tests.corpus_judge import Verdict

FILE = Path(__file__).parent / "data" / "hostile_inputs.json"
Run = Callable[..., tuple[int, list[str]]]


def entry(name: str, context: str, text: str, expected: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "context": context, "text": text, "expected": expected, **more}


NOTE = entry("N1", "catatan", "Ada <b>kendala</b> \u202e=1+1 \u6f22", "text-kept-verbatim")
NAME = entry("F1", "berkas", "bukti & <i>foto</i>.pdf", "text-kept-verbatim")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Plays the entries as a file of their own; the exit code and the printed lines."""

    def play(*entries: dict[str, Any]) -> tuple[int, list[str]]:
        (tmp_path / "corpus.json").write_text(json.dumps({"meta": {}, "entries": entries}))
        code = corpus.main([str(tmp_path / "corpus.json")])
        return code, capsys.readouterr().out.splitlines()

    return play


def test_the_whole_corpus_passes(capsys: pytest.CaptureFixture[str]) -> None:
    code = corpus.main([str(FILE)])
    lines = capsys.readouterr().out.splitlines()
    assert (code, lines[-1]) == (0, "259 passed, 0 failed"), "\n".join(lines)


def test_what_the_file_falsifies_fails(run: Run) -> None:
    code, lines = run(
        NOTE,
        NAME,
        entry("A1", "angka", "85,5", "number:85.5"),
        entry("A2", "rupiah", "2 M", "ask", candidates=["2000000000", "2000000"], previous="1450000000"),
        entry("A3", "angka", "besok ya", "reject"),
        entry("B1", "angka", "85,5", "number:85.6"),
        entry("B2", "angka", "85,50", "number:85.5"),
        entry("B3", "angka", "-5", "number:-5"),
        entry("B4", "angka_bertanda", "-5", "reject"),
        entry("B5", "angka", "1.234", "ask", candidates=["1234", "12.34"]),
        entry("B6", "catatan", "sebuah kendala", "reject"),
        entry("B7", "berkas", "laporan.exe", "text-kept-verbatim"),
        entry("C1", "suhu", "36", "number:36"),
        entry("C2", "angka", "36", "number:banyak"),
        entry("C3", "angka", "36", "number"),
        entry("C4", "angka", "nihil", "ask", candidates=["nol"]),
        {"id": "C5"},
        entry("A4", "angka", "nihil", "ask", candidates=[0, "<belum ada data>"]),
    )
    assert code == 1
    assert lines[-1] == "6 passed, 12 failed", lines
    wrong = {line.partition(" ")[0]: line for line in lines if "FAILED" in line}
    assert sorted(wrong) == ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "C1", "C2", "C3", "C4", "C5"]
    assert "stored ['85.5'] for 85.6" in wrong["B1"]
    assert "no button for 12.34" in wrong["B5"]
    assert "unknown context 'suhu'" in wrong["C1"]


def test_a_product_that_stores_otherwise_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    add_note: Callable[..., None] = records.add_note
    monkeypatch.setattr(records, "add_note", lambda *args: add_note(*args[:-1], args[-1].replace("\u202e", "")))
    monkeypatch.setattr(filling, "read_number", lambda *_: Number(Decimal("58")))
    code, lines = run(NOTE, entry("A1", "angka", "85", "number:85"), entry("A2", "angka", "x", "reject"))
    assert (code, lines[-1]) == (1, "0 passed, 3 failed"), lines


def test_a_chat_that_shows_otherwise_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.talk.filling.quote", lambda text: quote(text.replace("=1", "1")))
    monkeypatch.setattr("bot.talk.filling.say_actual", lambda *_: "85,4")
    code, lines = run(NOTE, entry("A1", "angka", "85", "number:85"))
    assert (code, lines[-1]) == (1, "0 passed, 2 failed"), lines
    assert [line.partition(": ")[2][:14] for line in lines[:-1]] == ["the chat shows", "85 is not echo"]


def test_papers_that_show_otherwise_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.report.quarter.Remark", lambda label, text: Remark(label, text.replace("=1", "")))
    monkeypatch.setattr("bot.report.quarter.Exhibit", lambda name, *more: Exhibit(name.replace("&", ""), *more))
    code, lines = run(NOTE, NAME)
    assert (code, lines[-1]) == (1, "0 passed, 2 failed"), lines
    assert [" ".join(line.split()[2:4]) for line in lines[:-1]] == ["the worksheet", "the PDF"] * 2


def test_asking_for_refusing_fails_above_one_in_twenty(capsys: pytest.CaptureFixture[str]) -> None:
    alike, differing = [Verdict(f"A{number}") for number in range(19)], Verdict("B", differs="ask for reject")
    assert corpus.report([*alike, differing]) == 0
    assert capsys.readouterr().out == "B differs: ask for reject\n20 passed, 0 failed\n"
    assert corpus.report([*alike[1:], differing]) == 1
    assert capsys.readouterr().out.endswith("\n18 passed, 1 failed\n")


@pytest.mark.parametrize("content", ["", "[]", '{"entries": []}', '{"meta": {}}'])
def test_what_is_no_corpus_fails(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.json").write_text(content)
    assert corpus.main([str(tmp_path / "corpus.json")]) == 1
    assert capsys.readouterr().out.endswith("\n0 passed, 1 failed\n")
