"""The approved text of two papers. After an intended change: `python -m tests.report.golden`, then read the diff."""

from pathlib import Path

from bot.report import pdf
from bot.report.build import quarter_report, recap_report
from tests.report.reading import pages_of
from tests.report.samples import quarter_facts, recap_facts

PAPERS = ("quarter", "recap")
_FOLDER = Path(__file__).parent / "data"


def written(name: str) -> str:
    """The text of the paper as it is made now. The digest is fixed: it changes with every word."""
    report = quarter_report(quarter_facts()) if name == "quarter" else recap_report(recap_facts())
    pages = pages_of(pdf.render(report, "0" * 64))
    return "\n".join(f"=== halaman {number} ===\n{text}" for number, text in enumerate(pages, start=1)) + "\n"


def read(name: str) -> str:
    return _file(name).read_text(encoding="utf-8")


def _file(name: str) -> Path:
    return _FOLDER / f"{name}.txt"


if __name__ == "__main__":
    for each in PAPERS:
        _file(each).write_text(written(each), encoding="utf-8")
