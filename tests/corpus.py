"""Plays a file of hostile inputs through the whole product, and says what came out otherwise than the file expects.

`python -m tests.corpus PATH`: every entry enters as a raw update at the inbox, while exactly its question is open.
Values and texts are then read through a second database connection, from the messages a local Telegram received, and
from the quarter's draft as PDF and as a worksheet. There is no Word document yet, so none is read. A wrong number,
anything stored that should not be, and a changed text fail; asking where the file refuses, or the reverse, is printed
as `differs` and fails only above 5 % of the entries. The file's form: tests/data/hostile_inputs.json.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.corpus_entries import Entry, Unusable, read_corpus
from tests.corpus_judge import Judge, Verdict
from tests.corpus_office import Place
from tests.corpus_play import play

_MAY_DIFFER = 20  # one entry in so many


def judge(listed: list[tuple[str, Entry | Unusable]]) -> list[Verdict]:
    """A verdict for every entry, in the file's order; one that cannot be played has failed."""
    places = [Place(number, entry) for number, (_, entry) in enumerate(listed) if isinstance(entry, Entry)]
    found = {number: Verdict(name, (str(entry),)) for number, (name, entry) in enumerate(listed)}
    if places:
        with tempfile.TemporaryDirectory() as folder:
            judged = Judge(asyncio.run(play(places, Path(folder))))
            found |= {place.number: judged.verdict(place) for place in places}
    return list(found.values())


def report(verdicts: list[Verdict]) -> int:
    """Prints what was found, and the count on the last line; how many failed."""
    wrong = [verdict for verdict in verdicts if verdict.complaints]
    differing = [verdict for verdict in verdicts if verdict.differs]
    for verdict in wrong:
        print(*(f"{verdict.name} FAILED: {complaint}" for complaint in verdict.complaints), sep="\n")
    for verdict in differing:
        print(f"{verdict.name} differs: {verdict.differs}")
    failed = {id(verdict) for verdict in wrong}
    if len(differing) * _MAY_DIFFER > len(verdicts):
        print(f"{len(differing)} of {len(verdicts)} differ: more than 5 %")
        failed |= {id(verdict) for verdict in differing}
    print(f"{len(verdicts) - len(failed)} passed, {len(failed)} failed")
    return len(failed)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus")
    parser.add_argument("file", type=Path, help="entries in the form of tests/data/hostile_inputs.json")
    options = parser.parse_args(arguments)
    try:
        listed = read_corpus(options.file)
    except Unusable as problem:
        print(f"{problem}\n0 passed, 1 failed")
        return 1
    return 1 if report(judge(listed)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
