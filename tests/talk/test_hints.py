"""Whatever is wrong with a typed number, the officer is told in one sentence."""

import pytest

from bot.rules.indicators import NumberKind
from bot.rules.numbers import Why
from bot.talk.hints import HINTS, example
from tests.talk.markup import read


def test_every_reason_has_a_hint_and_no_hint_is_without_a_reason() -> None:
    assert set(HINTS) == set(Why)


@pytest.mark.parametrize("why", list(Why))
def test_a_hint_is_a_short_sentence(why: Why) -> None:
    hint = read(HINTS[why])
    assert hint == hint.strip()
    assert hint.endswith(".")
    assert 10 < len(hint) <= 120


def test_no_two_reasons_are_told_in_the_same_words() -> None:
    assert len(set(HINTS.values())) == len(HINTS)


def test_the_example_fits_the_kind_of_number_that_is_asked() -> None:
    assert read(example(NumberKind.DECIMAL)) == "Contoh: 87,5"
    assert read(example(NumberKind.WHOLE)) == "Contoh: 3"
    assert read(example(NumberKind.RATIO)) == "Contoh: 1:17"
