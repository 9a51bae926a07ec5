"""Where files lie: evidence once under its hash, papers under their number, and nothing outside the folder."""

import hashlib
from pathlib import Path

import pytest

from bot.files.cabinet import Cabinet


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_evidence_lies_under_its_hash_once(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path)
    digest = hashlib.sha256(b"bukti").hexdigest()
    assert [cabinet.keep_evidence(b"bukti") for _ in range(2)] == [digest, digest]
    place = f"evidence/{digest[:2]}/{digest}"
    assert files(tmp_path) == [place]
    assert cabinet.read(place) == b"bukti"
    assert (tmp_path / "evidence" / digest[:2]).stat().st_mode & 0o077 == 0, "nobody else may look in"


def test_a_file_cut_short_by_a_crash_is_written_anew(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path)
    digest = cabinet.keep_evidence(b"seluruh isi")
    (tmp_path / "evidence" / digest[:2] / digest).write_bytes(b"selu")
    cabinet.keep_evidence(b"seluruh isi")
    assert cabinet.read(f"evidence/{digest[:2]}/{digest}") == b"seluruh isi"


def test_papers_lie_under_their_number_and_endings_are_letters_only(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path)
    place, digest = cabinet.keep_paper(7, "pdf", b"%PDF-1.7")
    assert (place, digest) == ("papers/000007.pdf", hashlib.sha256(b"%PDF-1.7").hexdigest())
    assert cabinet.keep_paper(8, "../../x", b"x")[0] == "papers/000008.x"
    assert files(tmp_path) == ["papers/000007.pdf", "papers/000008.x"]


@pytest.mark.parametrize("place", ["../rahasia", "/etc/passwd", "papers/../../rahasia"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, place: str) -> None:
    (tmp_path / "rahasia").write_bytes(b"token")
    with pytest.raises(ValueError, match="outside the data folder"):
        Cabinet(tmp_path / "data").read(place)
