"""A file is written whole or not at all, and a place is looked for inside the data folder only."""

import hashlib
import os
from pathlib import Path

import pytest

from bot.files.cabinet import Cabinet

CONTENT = b"%PDF-1.7 isi"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    return Cabinet(tmp_path / "data")


@pytest.mark.parametrize("before", [None, b"lama"])
def test_a_write_that_fails_leaves_what_was_there(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch, before: bytes | None
) -> None:
    if before is not None:
        cabinet.keep_paper(7, "pdf", before)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        cabinet.keep_paper(7, "pdf", CONTENT)
    there = cabinet.folder / "papers" / "000007.pdf"
    assert (there.read_bytes() if there.exists() else None) == before


def test_after_a_failed_write_the_next_one_succeeds(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            cabinet.keep_evidence(CONTENT)
    cabinet.keep_evidence(CONTENT)
    assert cabinet.read(f"evidence/{DIGEST[:2]}/{DIGEST}") == CONTENT
    assert [file.name for file in cabinet.folder.rglob("*") if file.is_file()] == [DIGEST]


def test_the_same_bytes_are_written_once(cabinet: Cabinet) -> None:
    file = cabinet.folder / "evidence" / DIGEST[:2] / DIGEST
    cabinet.keep_evidence(CONTENT)
    before = file.stat()
    assert cabinet.keep_evidence(CONTENT) == DIGEST
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_paper_made_anew_takes_the_place_of_the_one_before(cabinet: Cabinet) -> None:
    cabinet.keep_paper(7, "pdf", b"lama")
    assert cabinet.keep_paper(7, "pdf", CONTENT) == ("papers/000007.pdf", DIGEST)
    assert cabinet.read("papers/000007.pdf") == CONTENT


@pytest.mark.parametrize("place", ["jalan/rahasia", "../data-lain/rahasia", "papers/../../rahasia"])
def test_neither_a_link_nor_a_similar_name_leads_out_of_the_folder(cabinet: Cabinet, place: str) -> None:
    cabinet.folder.mkdir()
    (cabinet.folder / "jalan").symlink_to(cabinet.folder.parent)
    other = Path(f"{cabinet.folder}-lain")
    other.mkdir()
    for outside in (cabinet.folder.parent, other):
        (outside / "rahasia").write_text("token")
    with pytest.raises(ValueError, match="outside the data folder"):
        cabinet.read(place)


def test_a_file_that_is_not_there_is_said_so(cabinet: Cabinet) -> None:
    with pytest.raises(FileNotFoundError):
        cabinet.read("papers/000001.pdf")
