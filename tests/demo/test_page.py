"""The chat page in a real browser, against a real local Telegram; the bot's side is played by calling its API."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from bot.demo.telegram import LocalTelegram, Person, Step, Upcoming
from tests.demo.conftest import TOKEN
from tests.demo.page_screen import Hands, Screen, launch, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")
MORNING = datetime(2026, 9, 28, 8, 15, tzinfo=ZoneInfo("Asia/Makassar"))
PHONE = ViewportSize(width=375, height=740)
Look = Callable[..., Awaitable[Screen]]
Ask = Callable[..., Awaitable[Any]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await launch(playwright)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def telegram() -> AsyncIterator[LocalTelegram]:
    """As in the other tests, but on the loop of this module, where the browser lives too."""
    local = LocalTelegram(token=TOKEN, bot_username="uji_bot")
    await local.start()
    yield local
    await local.stop()
    assert local.failures == []


@pytest_asyncio.fixture(loop_scope="module")
async def ask(telegram: LocalTelegram) -> AsyncIterator[Ask]:
    """Calls a Bot API method and returns its result; a file goes as (field, name, type, content)."""
    async with aiohttp.ClientSession() as client:

        async def call(method: str, file: tuple[str, str, str, bytes] | None = None, **arguments: Any) -> Any:
            said: dict[str, Any] = {"json": arguments}
            if file:
                said = {"data": (form := aiohttp.FormData({key: str(value) for key, value in arguments.items()}))}
                form.add_field(file[0], file[3], filename=file[1], content_type=file[2])
            async with client.post(f"{telegram.base_url}{TOKEN}/{method}", **said) as response:
                answer = await response.json()
                assert answer["ok"], answer
                return answer["result"]

        yield call


@pytest.fixture
def budi(telegram: LocalTelegram, siti: Person) -> Person:
    return telegram.add_person("Ir. Budi Santoso, M.Si.", role="Kepala", unit="Sekretariat", started=True)


@pytest_asyncio.fixture(loop_scope="module")
async def look(browser: Browser, telegram: LocalTelegram, siti: Person, budi: Person) -> AsyncIterator[Look]:
    """Opens a window; whatever test used it, nothing may have gone wrong inside."""
    contexts, screens = [], []

    async def window(viewport: ViewportSize | None = None, **options: Any) -> Screen:
        context = await browser.new_context(
            viewport=viewport or {"width": 1280, "height": 800}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(5000)
        contexts.append(context)
        screens.append(await opened(context, telegram))
        return screens[-1]

    yield window
    for context in contexts:
        await context.close()
    assert [problem for screen in screens for problem in screen.problems] == []


def keys(*rows: list[str]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": text} for text in row] for row in rows]}


async def next_update(ask: Ask, kind: str) -> Any:
    """Waits until the bot is told something of this kind, and takes it."""
    while True:
        for update in await ask("getUpdates", timeout=5):
            await ask("getUpdates", offset=update["update_id"] + 1)
            if kind in update:
                return update[kind]


async def test_people_show_who_they_are_and_what_is_unread(look: Look, ask: Ask, siti: Person, budi: Person) -> None:
    await ask("sendMessage", chat_id=budi.id, text="Rekap siap")
    screen = await look()
    await expect(screen.person(budi)).to_contain_text("Kepala · Sekretariat")
    await expect(screen.person(budi).locator(".avatar")).to_have_text("BS")
    await expect(screen.person(budi).locator(".preview")).to_have_text("Rekap siap")
    await expect(screen.person(budi).locator(".badge")).to_have_text("1")
    await ask("sendMessage", chat_id=budi.id, text="Mohon dibaca")
    await ask("sendMessage", chat_id=siti.id, text="Di depan mata")
    await expect(screen.person(budi).locator(".badge")).to_have_text("2")
    await expect(screen.person(siti).locator(".badge")).to_be_hidden()
    await screen.person(budi).click()
    await expect(screen.person(budi).locator(".badge")).to_be_hidden()


async def test_enter_sends_a_text_and_it_is_shown_as_it_was_typed(look: Look, ask: Ask, siti: Person) -> None:
    screen, text = await look(), "<b>tebal</b> & 5 < 7 😀 <img src=x onerror=alert(1)>"
    await screen.box(siti).click()
    await screen.page.keyboard.type(text)
    await screen.page.keyboard.press("Enter")
    assert (await next_update(ask, "message"))["text"] == text
    shown = screen.chat(siti).locator(".message.out")
    await expect(shown.locator(".text")).to_have_text(text)
    await expect(shown.locator("img, b")).to_have_count(0)
    await expect(shown.get_by_role("img", name="sudah diterima bot")).to_be_visible()
    await expect(screen.box(siti)).to_have_value("")


async def test_a_line_break_is_made_with_shift_and_enter(look: Look, ask: Ask, siti: Person) -> None:
    screen = await look()
    await screen.box(siti).fill("satu")
    await screen.box(siti).press("Shift+Enter")
    await screen.page.keyboard.type("dua")
    await screen.box(siti).press("Enter")
    assert (await next_update(ask, "message"))["text"] == "satu\ndua"


async def test_a_pressed_button_reaches_the_bot_which_edits_in_place(look: Look, ask: Ask, siti: Person) -> None:
    await ask("sendMessage", chat_id=siti.id, text="Benar?", reply_markup=keys(["Ya", "Bukan"], ["Nanti"]))
    screen = await look()
    message = screen.message(siti, "Benar?")
    await message.get_by_role("button", name="Bukan").click()
    press = await next_update(ask, "callback_query")
    assert press["data"] == "Bukan"
    await expect(message.locator(".key.waiting")).to_have_text("Bukan")
    await ask("answerCallbackQuery", callback_query_id=press["id"], text="Dicatat")
    await expect(screen.chat(siti).get_by_text("Dicatat")).to_be_visible()
    await expect(message.locator(".key.waiting")).to_have_count(0)
    number = press["message"]["message_id"]
    await ask("editMessageText", chat_id=siti.id, message_id=number, text="Yang mana?", reply_markup=keys(["A"]))
    changed = screen.message(siti, "Yang mana?")
    await expect(changed.locator(".key")).to_have_text(["A"])
    await expect(changed.locator(".meta")).to_contain_text("diedit")
    await expect(changed.locator(".key")).to_be_focused()  # who works by keyboard stays where they were
    await expect(screen.chat(siti).locator(".message")).to_have_count(1)


async def test_rows_of_buttons_fill_the_width_of_their_message(look: Look, ask: Ask, siti: Person) -> None:
    await ask("sendMessage", chat_id=siti.id, text="Pilih", reply_markup=keys(["Satu", "Dua"], ["Tiga"]))
    screen = await look()
    script = "[...document.querySelectorAll('.bubble, .keys')].map((node) => Math.round(node.clientWidth))"
    widths = await screen.says(script)
    assert len(widths) == 3
    assert len(set(widths)) == 1


async def test_an_alert_must_be_confirmed(look: Look, ask: Ask, siti: Person) -> None:
    await ask("sendMessage", chat_id=siti.id, text="Hapus?", reply_markup=keys(["Hapus"]))
    screen = await look()
    await screen.chat(siti).get_by_role("button", name="Hapus").click()
    press = await next_update(ask, "callback_query")
    await ask("answerCallbackQuery", callback_query_id=press["id"], text="Tidak boleh", show_alert=True)
    await expect(screen.page.get_by_role("dialog")).to_contain_text("Tidak boleh")
    await screen.page.get_by_role("button", name="Oke").click()
    await expect(screen.page.get_by_role("dialog")).to_be_hidden()


async def test_own_messages_can_be_edited_others_not(
    look: Look, ask: Ask, telegram: LocalTelegram, siti: Person
) -> None:
    await ask("sendMessage", chat_id=siti.id, text="Berapa?")
    telegram.send_text(siti.id, "87,5")
    screen = await look()
    await screen.message(siti, "Berapa?").hover()
    await expect(screen.message(siti, "Berapa?").get_by_role("button", name="Ubah")).to_have_count(0)
    await screen.message(siti, "87,5").hover()
    await screen.message(siti, "87,5").get_by_role("button", name="Ubah").click()
    await expect(screen.box(siti)).to_have_value("87,5")
    await screen.box(siti).fill("88,5")
    await screen.box(siti).press("Enter")
    assert (await next_update(ask, "edited_message"))["text"] == "88,5"
    await expect(screen.message(siti, "88,5").locator(".meta")).to_contain_text("diedit")
    await screen.box(siti).press("ArrowUp")  # the last own message again, by keyboard
    await expect(screen.box(siti)).to_have_value("88,5")
    await screen.box(siti).press("Escape")
    await expect(screen.box(siti)).to_have_value("")


async def test_a_reply_quotes_and_the_quote_leads_back(look: Look, ask: Ask, siti: Person) -> None:
    await ask("sendMessage", chat_id=siti.id, text="Berapa realisasinya?")
    screen = await look()
    await screen.message(siti, "Berapa").hover()
    await screen.message(siti, "Berapa").get_by_role("button", name="Balas").click()
    await expect(screen.chat(siti).locator(".context")).to_contain_text("Balas Asisten Kinerja")
    await screen.page.keyboard.type("Lima")
    await screen.page.keyboard.press("Enter")
    assert (await next_update(ask, "message"))["reply_to_message"]["text"] == "Berapa realisasinya?"
    await expect(screen.chat(siti).locator(".context")).to_be_hidden()
    await screen.message(siti, "Lima").locator(".quote").click()
    await expect(screen.chat(siti).locator(".message.in")).to_have_class("message in first last shown-now")


async def test_a_forced_reply_asks_in_the_composer(look: Look, ask: Ask, siti: Person) -> None:
    screen = await look()
    markup = {"force_reply": True, "input_field_placeholder": "mis. 87,5"}
    await ask("sendMessage", chat_id=siti.id, text="Nilai?", reply_markup=markup)
    await expect(screen.chat(siti).get_by_placeholder("mis. 87,5")).to_be_visible()
    await screen.box(siti).fill("90")
    await screen.box(siti).press("Enter")
    assert (await next_update(ask, "message"))["reply_to_message"]["text"] == "Nilai?"


async def test_files_are_sent_with_a_caption(look: Look, ask: Ask, siti: Person) -> None:
    screen = await look()
    await screen.chat(siti).get_by_role("button", name="Lampirkan").click()
    async with screen.page.expect_file_chooser() as chooser:
        await screen.chat(siti).get_by_role("menuitem", name="Berkas").click()
    await (await chooser.value).set_files({"name": "bukti.xlsx", "mimeType": "application/zip", "buffer": b"x" * 2048})
    await expect(screen.page.get_by_role("dialog")).to_contain_text("bukti.xlsx")
    await screen.page.get_by_label("Keterangan").fill("bukti dukung")
    await screen.page.keyboard.press("Enter")
    sent = await next_update(ask, "message")
    assert (sent["document"]["file_name"], sent["caption"]) == ("bukti.xlsx", "bukti dukung")
    await expect(screen.message(siti, "bukti.xlsx")).to_contain_text("2 KB")


async def test_a_pdf_opens(look: Look, ask: Ask, siti: Person) -> None:
    await ask("sendDocument", ("document", "rekap.pdf", "application/pdf", b"%PDF-1.7\n%%EOF"), chat_id=siti.id)
    screen = await look()
    async with screen.page.context.expect_event("response", lambda found: "/demo/file/" in found.url) as response:
        await screen.message(siti, "rekap.pdf").get_by_role("link").click()
    answer = await response.value
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert "rekap.pdf" in answer.headers["content-disposition"]


async def test_typing_shows_until_the_message_comes(look: Look, ask: Ask, siti: Person) -> None:
    screen = await look()
    await ask("sendChatAction", chat_id=siti.id, action="typing")
    await expect(screen.chat(siti).get_by_text("bot sedang mengetik…")).to_be_visible()
    await expect(screen.person(siti)).to_contain_text("bot sedang mengetik…")
    await ask("sendMessage", chat_id=siti.id, text="Selesai")
    await expect(screen.page.get_by_text("sedang mengetik")).to_have_count(0)
    await expect(screen.person(siti).locator(".preview")).to_have_text("Selesai")


async def test_everybody_has_the_own_command_menu(look: Look, ask: Ask, siti: Person, budi: Person) -> None:
    commands = [{"command": "isi", "description": "Isi capaian"}, {"command": "status", "description": "Lihat status"}]
    own = [{"command": "rekap", "description": "Rekap semua"}]
    screen = await look()
    await expect(screen.chat(siti).get_by_role("button", name="Menu perintah")).to_be_hidden()
    await ask("setMyCommands", commands=commands)
    await ask("setMyCommands", commands=own, scope={"type": "chat", "chat_id": budi.id})
    await screen.chat(siti).get_by_role("button", name="Menu perintah").click()
    await expect(screen.chat(siti).get_by_role("menuitem")).to_have_text(["Isi capaian/isi", "Lihat status/status"])
    await screen.page.keyboard.press("ArrowDown")
    await screen.page.keyboard.press("Enter")
    assert (await next_update(ask, "message"))["text"] == "/status"
    await screen.box(siti).press_sequentially("/i")
    await expect(screen.chat(siti).get_by_role("menuitem")).to_have_text(["Isi capaian/isi"])
    await screen.person(budi).click()
    await screen.chat(budi).get_by_role("button", name="Menu perintah").click()
    await expect(screen.chat(budi).get_by_role("menuitem")).to_have_text(["Rekap semua/rekap"])


async def test_start_is_pressed_once_and_then_one_can_write(look: Look, ask: Ask, telegram: LocalTelegram) -> None:
    rina = telegram.add_person("Rina", start_payload="kode-7")
    screen = await look()
    await screen.person(rina).click()
    await expect(screen.box(rina)).to_be_hidden()
    await screen.chat(rina).get_by_role("button", name="MULAI").click()
    assert (await next_update(ask, "message"))["text"] == "/start kode-7"
    await expect(screen.box(rina)).to_be_focused()


async def test_formatting_is_shown(look: Look, ask: Ask, siti: Person) -> None:
    html = (
        "<b>tebal <i>miring</i></b> <code>a &lt; b</code> <a href='https://example.go.id/'>tautan</a>"
        "<blockquote>kutipan</blockquote><pre>baris\n  dua</pre>"
    )
    await ask("sendMessage", chat_id=siti.id, text=html, parse_mode="HTML")
    text = (await look()).chat(siti).locator(".text")
    await expect(text.locator("b")).to_have_text("tebal miring")
    await expect(text.locator("b i")).to_have_text("miring")
    await expect(text.locator("code")).to_have_text("a < b")
    await expect(text.locator("a")).to_have_attribute("href", "https://example.go.id/")
    await expect(text.locator("blockquote")).to_have_text("kutipan")
    assert await text.locator("pre").inner_text() == "baris\n  dua"


def office(telegram: LocalTelegram, siti: Person, *steps: Step) -> Hands:
    """A clock with two things to come, and a tour, on the page."""
    opening = Upcoming("buka", "Pembukaan Triwulan III", MORNING + timedelta(days=1), "6 orang")
    hands = Hands(MORNING, [opening, Upcoming("tenggat", "Tenggat", MORNING + timedelta(days=7))])
    telegram.show(hands, steps)
    return hands


async def test_the_clock_shows_the_office_time_and_jumps(look: Look, telegram: LocalTelegram, siti: Person) -> None:
    hands = office(telegram, siti)
    screen = await look(timezone_id="America/New_York")
    clock = screen.page.get_by_role("region", name="Jam kantor")
    await expect(clock.locator(".clock-time")).to_have_text("08.15 WITA")
    await expect(clock.locator(".clock-date")).to_have_text("Senin, 28 September 2026")
    await expect(clock.locator(".upcoming b")).to_have_text(["Pembukaan Triwulan III", "Tenggat"])
    await clock.get_by_role("button", name="+1 jam").click()
    await expect(clock.locator(".clock-time")).to_have_text("09.15 WITA")
    await clock.get_by_role("button", name="Pembukaan").click()
    await expect(clock.locator(".clock-date")).to_have_text("Selasa, 29 September 2026")
    await expect(clock.locator(".upcoming b")).to_have_text(["Tenggat"])
    assert hands.jumps == [(MORNING + timedelta(hours=1)).isoformat(), "buka"]


async def test_a_refused_jump_is_said(look: Look, telegram: LocalTelegram, siti: Person) -> None:
    screen = await look()
    hands = office(telegram, siti)  # the panel comes to a page that is open already
    clock = screen.page.get_by_role("region", name="Jam kantor")
    button = await clock.get_by_role("button", name="Pembukaan").element_handle()
    assert button
    hands.moment += timedelta(days=2)
    await button.evaluate("(node) => node.click()")  # as if before the page heard that this is over
    await expect(clock.get_by_role("alert")).to_have_text("Jam tidak dapat digeser ke sana.")
    assert all("status of 409" in problem for problem in screen.problems), screen.problems
    screen.problems.clear()


async def test_the_tour_points_at_what_to_tap_and_goes_on(
    look: Look, ask: Ask, telegram: LocalTelegram, siti: Person, budi: Person
) -> None:
    done: set[str] = set()
    await ask("sendMessage", chat_id=budi.id, text="Rekap", reply_markup=keys(["Setujui"]))
    hands = office(
        telegram,
        siti,
        Step("Buka triwulan", "Majukan jam.", siti.id, "clock", lambda: "buka" in hands.jumps),
        Step("Setujui rekap", "Tekan tombolnya.", budi.id, "Setujui", lambda: "setuju" in done),
    )
    screen = await look()
    tour, pulse = screen.page.locator("#tour"), screen.page.locator(".pulse")
    await expect(tour).to_contain_text("Langkah 1 dari 2")
    await expect(pulse).to_contain_text("Pembukaan Triwulan III")
    await pulse.click()
    await expect(tour).to_contain_text("Setujui rekap")
    await expect(pulse).to_have_attribute("data-person", str(budi.id))
    await tour.get_by_role("button", name="Tunjukkan").click()
    await expect(pulse).to_have_text("Setujui")
    await expect(pulse).to_be_focused()
    done.add("setuju")
    await expect(tour).to_contain_text("Tur selesai")
    await expect(pulse).to_have_count(0)


async def test_a_phone_shows_one_thing_at_a_time(
    look: Look, ask: Ask, telegram: LocalTelegram, siti: Person, budi: Person
) -> None:
    office(telegram, siti, Step("Buka triwulan", "Majukan jam.", siti.id, "clock", lambda: False))
    long = "https://example.go.id/" + "panjang" * 40
    await ask("sendMessage", chat_id=siti.id, text=long, reply_markup=keys(["Ya " * 20, "Tidak"]))
    file = ("document", f"{'Rekap_' * 20}.pdf", "application/pdf", b"%PDF")
    await ask("sendDocument", file, chat_id=siti.id)
    screen = await look(PHONE, has_touch=True, is_mobile=True)
    people = screen.page.get_by_role("navigation", name="Daftar orang")
    await expect(screen.person(siti).locator(".badge")).to_have_text("2")  # unseen as long as only the list shows
    assert not await screen.wide()
    await screen.person(siti).tap()
    await expect(screen.box(siti)).to_be_visible()
    await expect(people).to_be_hidden()
    assert not await screen.wide()
    assert not await screen.says(
        "document.querySelector('.log').scrollWidth > document.querySelector('.log').clientWidth"
    )
    await screen.page.locator("#tour-strip").tap()
    await expect(screen.page.get_by_role("region", name="Jam kantor")).to_be_in_viewport()
    await expect(screen.page.get_by_text("Majukan jam.")).to_be_in_viewport()
    assert not await screen.wide()
    await screen.page.get_by_role("button", name="Tutup").tap()
    await expect(screen.page.get_by_role("region", name="Jam kantor")).to_be_hidden()
    await screen.chat(siti).get_by_role("button", name="Kembali ke daftar").tap()
    await expect(people).to_be_visible()
    await expect(screen.person(siti).locator(".badge")).to_be_hidden()


async def test_two_chats_stay_side_by_side(look: Look, ask: Ask, siti: Person, budi: Person) -> None:
    screen = await look()
    await screen.chat(siti).get_by_role("button", name="Pantau berdampingan").click()
    await screen.person(budi).click()
    for person in (siti, budi):
        await ask("sendMessage", chat_id=person.id, text=f"Untuk {person.name}")
        await expect(screen.message(person, f"Untuk {person.name}")).to_be_in_viewport()
        await expect(screen.person(person).locator(".badge")).to_be_hidden()
    await screen.box(siti).fill("dari Siti")  # going to one leaves the other open
    await screen.box(siti).press("Enter")
    assert (await next_update(ask, "message"))["from"]["id"] == siti.id
    await expect(screen.message(siti, "dari Siti")).to_be_visible()
    await expect(screen.chat(budi)).to_be_visible()
    await screen.chat(siti).get_by_role("button", name="Pantau berdampingan").click()
    await expect(screen.chat(siti)).to_have_count(0)
    await expect(screen.chat(budi)).to_be_visible()


async def test_the_newest_message_stays_in_sight_unless_one_reads_above(look: Look, ask: Ask, siti: Person) -> None:
    screen = await look()
    for number in range(30):
        await ask("sendMessage", chat_id=siti.id, text=f"pesan nomor {number}.")
    await expect(screen.message(siti, "nomor 29.")).to_be_in_viewport()
    await screen.message(siti, "nomor 0.").scroll_into_view_if_needed()
    await ask("sendMessage", chat_id=siti.id, text="yang baru")
    await expect(screen.person(siti).locator(".badge")).to_have_text("1")
    await expect(screen.message(siti, "nomor 0.")).to_be_in_viewport()
    await screen.chat(siti).get_by_role("button", name="Ke pesan terbaru").click()
    await expect(screen.message(siti, "yang baru")).to_be_in_viewport()
    await expect(screen.chat(siti).get_by_text("Belum dibaca")).to_be_visible()
    await expect(screen.person(siti).locator(".badge")).to_be_hidden()


async def test_a_text_not_sent_yet_waits_for_its_writer(look: Look, siti: Person, budi: Person) -> None:
    screen = await look()
    await screen.box(siti).fill("belum selesai")
    await screen.person(budi).click()
    await expect(screen.box(budi)).to_have_value("")
    await screen.person(siti).click()
    await expect(screen.box(siti)).to_have_value("belum selesai")


async def test_the_page_finds_its_way_back_after_a_restart(
    look: Look, ask: Ask, telegram: LocalTelegram, siti: Person
) -> None:
    screen = await look()
    await screen.box(siti).fill("belum selesai")
    port = int(telegram.address.rpartition(":")[2])
    await telegram.stop()
    await expect(screen.page.get_by_text("Menyambung kembali…")).to_be_visible()
    await telegram.start(port=port)
    await expect(screen.page.get_by_text("Menyambung kembali…")).to_be_hidden()
    await ask("sendMessage", chat_id=siti.id, text="Saya kembali")
    await expect(screen.message(siti, "Saya kembali")).to_be_in_viewport()
    await expect(screen.box(siti)).to_have_value("belum selesai")
    assert all("net::ERR" in problem for problem in screen.problems), screen.problems
    screen.problems.clear()


async def test_everything_works_by_keyboard(look: Look, ask: Ask, siti: Person, budi: Person) -> None:
    await ask("sendMessage", chat_id=budi.id, text="Setuju?", reply_markup=keys(["Setuju"]))
    screen = await look()
    await screen.person(siti).focus()
    await screen.page.keyboard.press("ArrowDown")
    await expect(screen.person(budi)).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(screen.chat(budi)).to_be_visible()
    await screen.chat(budi).locator(".log").focus()
    await screen.page.keyboard.press("ArrowUp")
    await expect(screen.message(budi, "Setuju?")).to_be_focused()
    for wanted in ("Balas", "Setuju"):
        await screen.page.keyboard.press("Tab")
        await expect(screen.chat(budi).get_by_role("button", name=wanted, exact=True)).to_be_focused()
    await screen.page.keyboard.press("Enter")
    assert (await next_update(ask, "callback_query"))["data"] == "Setuju"


async def test_a_forbidden_style_would_be_noticed(look: Look) -> None:
    screen = await look()
    async with screen.page.expect_console_message(lambda said: "CSP style-src" in said.text):
        await screen.says("document.body.setAttribute('style', 'color: red')")
    assert screen.problems
    screen.problems.clear()
