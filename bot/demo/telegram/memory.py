"""The local Telegram across restarts: what everybody saw is kept in one file, written whole or not at all."""

import itertools
import pickle
from pathlib import Path

from bot.demo.telegram.world import World

_KEPT = ("people", "chats", "menus", "profile", "files", "queries")


def save(world: World, file: Path) -> None:
    """Only files this program wrote itself are ever read back."""
    state = {name: getattr(world, name) for name in _KEPT}
    highest = max((number for chat in world.chats.values() for number in chat), default=0)
    state |= {"message": highest, "pending": world.updates.pending, "next": world.updates.next_id}
    beside = file.with_suffix(".part")
    beside.write_bytes(pickle.dumps(state))
    beside.replace(file)


def load(world: World, file: Path) -> bool:
    """True when there was something to remember. An update that was never confirmed is delivered again."""
    if not file.exists():
        return False
    state = pickle.loads(file.read_bytes())
    for name in _KEPT:
        setattr(world, name, state[name])
    world.message_ids = itertools.count(state["message"] + 1)
    world.updates.restore(state["pending"], state["next"])
    return True
