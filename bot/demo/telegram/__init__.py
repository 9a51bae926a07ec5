"""A local Telegram: the Bot API over HTTP on loopback, people who write to the bot, and a page to watch them."""

from bot.demo.telegram.api import Call
from bot.demo.telegram.faults import Faults
from bot.demo.telegram.limits import Limits
from bot.demo.telegram.local import LocalTelegram
from bot.demo.telegram.messages import Button, Message, Person
from bot.demo.telegram.people import CannotSend
from bot.demo.telegram.stage import DemoClock, Stage, Step, Upcoming
from bot.demo.telegram.updates import Entry

__all__ = [
    "Button",
    "Call",
    "CannotSend",
    "DemoClock",
    "Entry",
    "Faults",
    "Limits",
    "LocalTelegram",
    "Message",
    "Person",
    "Stage",
    "Step",
    "Upcoming",
]
