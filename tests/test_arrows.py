"""Who may import whom. The pure packages know no clock, no database and no network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# room -> the rooms of this project it may import (itself always)
ARROWS: dict[str, set[str]] = {
    "bot.rules": set(),
    "bot.talk": {"bot.rules"},
    "bot.report": {"bot.rules"},
    "bot.office": {"bot.rules"},
    "bot.files": set(),
    "storage": {"bot.rules"},
    "bot.service": {
        *("bot.rules", "bot.talk", "bot.report", "bot.office", "storage"),
        *("bot.clock", "bot.config", "bot.days_off"),
    },
    "bot.tg": {"bot.service", "bot.files", "bot.report.worker", "storage", "bot.clock", "bot.config"},
    "bot.demo.telegram": set(),
}
PURE = ("bot.rules", "bot.talk")
STANDARD_ONLY = {
    "__future__", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "hashlib", "html", "importlib", "itertools", "math", "re", "tomllib", "types", "typing", "unicodedata", "zoneinfo",
}  # fmt: skip


def sources(room: str) -> Iterator[Path]:
    yield from (ROOT / room.replace(".", "/")).rglob("*.py")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            yield node.module or ""


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


@pytest.mark.parametrize("room", ARROWS)
def test_a_room_imports_only_along_its_arrows(room: str) -> None:
    files = list(sources(room))
    assert files, f"{room} is not there"
    for file in files:
        for module in imports(file):
            if module.split(".")[0] in ("bot", "storage", "tests"):
                assert any(within(module, allowed) for allowed in ARROWS[room] | {room}), f"{file.name}: {module}"


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_uses_the_standard_library_only(room: str) -> None:
    for file in sources(room):
        for module in imports(file):
            outside = module.split(".")[0]
            assert outside in STANDARD_ONLY | {"bot"}, f"{file.name}: {module}"


def test_only_the_command_line_imports_the_demo() -> None:
    for file in (ROOT / "bot").rglob("*.py"):
        if "demo" not in file.parts and file.name != "__main__.py":
            assert not any(within(module, "bot.demo") for module in imports(file)), file


def test_nothing_imports_the_command_line() -> None:
    for folder in ("bot", "storage"):
        for file in sources(folder):
            assert "bot.__main__" not in set(imports(file)), file


def test_the_tree_in_the_readme_is_the_tree_on_disk() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = readme[readme.index("```\nbot/") : readme.index("docs/           ")]
    shown = {line.split()[0] for line in tree.splitlines() if line.startswith("  ")}
    there = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "bot").iterdir()}
    assert shown == there - {"__init__.py", "__pycache__/"}
