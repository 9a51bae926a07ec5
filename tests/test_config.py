"""Settings: the example is the defaults, and every mistake names the file and the key."""

from pathlib import Path

import pytest

from bot.config import Config, ConfigError, load_config

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def load(folder: Path, text: str, **environ: str) -> Config:
    file = folder / "config.toml"
    file.write_text(text)
    return load_config(file, environ)


def test_the_example_shows_the_defaults() -> None:
    shown, default = load_config(EXAMPLE, {}), Config()
    for section in ("telegram", "storage", "office", "calendar", "quarter", "reminders", "invitations", "pacing"):
        assert getattr(shown, section) == getattr(default, section), section


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"copy config\.example\.toml"):
        load_config(tmp_path / "config.toml", {})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[telegram]\ntokn = 'x'", "tokn"),
        ("[telegram]\ntoken = 5", "telegram.token"),
        ("[calendar]\nopens = '25.00'", "calendar.opens"),
        ("[pacing]\nchat_burst = 0", "pacing.chat_burst"),
        ("[nonsense]", "nonsense"),
        ("folder = 'x'", "folder"),
        ("[telegram", "TOML"),
        ("[calendar]\nopens = '17.00'", "calendar.opens"),
        ("[calendar]\nzone = 'Asia/Nowhere'", "calendar.zone"),
        ("[calendar]\nramadan = [[2027-03-09, 2027-02-08]]", "calendar.ramadan"),
        ("[[ratings]]\nlabel = 'Baik'\ncolour = 'green'", "ratings[0].colour"),
        ("[[ratings]]\nlabel = 'Baik'\ncolour = '#00ff00'\nabove = '>90'", "ratings[0].above"),
        ("[[ratings]]\nlabel = 'Baik'\ncolour = '#00ff00'\nabove = '90'", "ratings"),
        ("[office]\nlogo = 'nowhere.png'", "office.logo"),
        ("[office]\nlogo = 'config.toml'", "office.logo"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert named in str(caught.value)
    assert "config.toml" in str(caught.value)


def test_the_token_may_come_from_the_environment(tmp_path: Path) -> None:
    assert load(tmp_path, "", BOT_TELEGRAM_TOKEN="1:a").telegram.token == "1:a"


def test_a_misspelt_variable_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="BOT_TELEGRAM_TOKN"):
        load(tmp_path, "", BOT_TELEGRAM_TOKN="1:a")


def test_the_token_is_not_printed_with_the_settings(tmp_path: Path) -> None:
    assert "1:canary" not in repr(load(tmp_path, "[telegram]\ntoken = '1:canary'"))
