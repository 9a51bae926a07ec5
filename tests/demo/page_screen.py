"""A browser window on the chat page, and an office clock whose hands a test holds."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, Playwright

from bot.demo.telegram import LocalTelegram, Person, Upcoming

NAMES = ("chromium", "chromium-browser", "google-chrome")
# What a page may not do is told to nobody but the page itself; the console carries it to the test.
WATCH = "addEventListener('securitypolicyviolation', (found) => console.error(`CSP ${found.violatedDirective}`))"


async def launch(playwright: Playwright) -> Browser:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Chromium is missing: run tests/needs.sh"
    return await playwright.chromium.launch(executable_path=found)


@dataclass(frozen=True)
class Screen:
    """One window. `problems` fills by itself: errors, refusals of the content policy, and any call to elsewhere."""

    page: Page
    problems: list[str]

    def person(self, person: Person) -> Locator:
        """A row in the list of people."""
        return self.page.locator(f'.person[data-person="{person.id}"]')

    def chat(self, person: Person) -> Locator:
        return self.page.locator(f'.chat[data-chat="{person.id}"]')

    def message(self, person: Person, text: str) -> Locator:
        return self.chat(person).locator(".message").filter(has_text=text)

    def box(self, person: Person) -> Locator:
        return self.chat(person).get_by_role("textbox", name="Tulis pesan")

    async def says(self, script: str) -> Any:
        """What the page computes from a JavaScript expression."""
        return await self.page.evaluate(script)

    async def wide(self) -> bool:
        """Whether anything hangs out of the window on the right."""
        found: bool = await self.says("document.scrollingElement.scrollWidth > innerWidth")
        return found


async def opened(context: BrowserContext, telegram: LocalTelegram, *, first: bool = True) -> Screen:
    """Opens the page and waits until the people are there."""
    page = await context.new_page()
    screen = Screen(page, [])
    note = screen.problems.append
    await page.add_init_script(WATCH)
    page.on("console", lambda said: note(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(telegram.address) else note(f"calls {asked.url}"))
    await page.goto(telegram.address)
    if first:
        await page.locator(".person").first.wait_for()
    return screen


class Hands:
    """A clock that stands still until it is told to jump; `jumps` is what it was told."""

    def __init__(self, moment: datetime, upcoming: list[Upcoming]) -> None:
        self.moment = moment
        self.jumps: list[str] = []
        self._upcoming = upcoming

    def now(self) -> datetime:
        return self.moment

    def upcoming(self) -> list[Upcoming]:
        return [coming for coming in self._upcoming if coming.at > self.moment]

    async def jump(self, id_or_iso: str) -> None:
        if id_or_iso in {coming.id for coming in self._upcoming if coming.at <= self.moment}:
            raise ValueError("that is over")
        self.jumps.append(id_or_iso)
        moments = {coming.id: coming.at for coming in self._upcoming}
        self.moment = moments.get(id_or_iso) or datetime.fromisoformat(id_or_iso)
