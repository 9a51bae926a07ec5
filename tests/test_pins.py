"""Every dependency is pinned with a hash, and no pin file names an address packages come from."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIN_FILES = sorted(ROOT.glob("requirements*.txt"))


def test_there_are_pins_for_running_and_for_testing() -> None:
    assert [file.name for file in PIN_FILES] == ["requirements-dev.txt", "requirements.txt"]


@pytest.mark.parametrize("file", PIN_FILES, ids=lambda file: file.name)
def test_no_pin_file_names_an_address(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|--trusted-host|\s-[if]\s", text)


@pytest.mark.parametrize("file", PIN_FILES, ids=lambda file: file.name)
def test_every_requirement_has_an_exact_version_and_a_hash(file: Path) -> None:
    requirements = file.read_text().replace("\\\n", " ").splitlines()
    assert len(requirements) > 20
    for line in requirements:
        assert re.match(r"^[a-z0-9._-]+(\[[a-z,]+\])?==\S+", line), line
        assert "--hash=sha256:" in line, line


def test_both_files_agree_on_versions() -> None:
    run, test = (
        {line.split()[0] for line in file.read_text().splitlines() if "==" in line} for file in PIN_FILES[::-1]
    )
    assert run <= test


def test_the_build_backend_is_pinned_too() -> None:
    assert "\nsetuptools==84.2.1 " in "\n" + (ROOT / "requirements.txt").read_text()
    assert 'requires = ["setuptools==84.2.1"]' in (ROOT / "pyproject.toml").read_text()
