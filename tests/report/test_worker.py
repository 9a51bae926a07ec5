"""Papers come from another process, and the bot goes on whatever happens there."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bot.report import pdf, xlsx
from bot.report.build import quarter_report, recap_report
from bot.report.content import Report, digest
from bot.report.worker import MEBIBYTE, Renderer, RenderFailed
from tests.report.reading import pages_of
from tests.report.samples import many_records, quarter_facts, recap_facts

REPORT = recap_report(recap_facts())
SNAPSHOT = msgspec.json.encode(REPORT)


def pid(renderer: Renderer) -> int | None:
    process = renderer._process
    return process.pid if process else None


def environment_of(process: int) -> bytes:
    return Path(f"/proc/{process}/environ").read_bytes()


async def test_the_paper_is_the_one_of_the_snapshot() -> None:
    async with Renderer() as renderer:
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)
        assert await renderer.render("xlsx", SNAPSHOT) == xlsx.render(REPORT)


async def test_the_digest_on_paper_is_that_of_the_stored_bytes() -> None:
    spaced = SNAPSHOT.replace(b"{", b"{ ", 1)  # the same report, stored by some other version
    async with Renderer() as renderer:
        text = pages_of(await renderer.render("pdf", spaced))[0]
    assert digest(spaced)[:12] in text
    assert digest(SNAPSHOT)[:12] not in text


async def test_nothing_runs_before_the_first_paper_or_after_the_last() -> None:
    async with Renderer() as renderer:
        assert pid(renderer) is None
        await renderer.render("pdf", SNAPSHOT)
        running = pid(renderer)
        assert running
    with pytest.raises(ProcessLookupError):
        os.kill(running, 0)


async def test_one_process_makes_many_papers_and_is_then_replaced() -> None:
    async with Renderer(jobs=2) as renderer:
        await renderer.render("pdf", SNAPSHOT)
        first = pid(renderer)
        await renderer.render("pdf", SNAPSHOT)
        assert first
        assert pid(renderer) is None
        await renderer.render("pdf", SNAPSHOT)
        assert pid(renderer) not in (None, first)


async def test_a_killed_process_is_replaced() -> None:
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        killed = pid(renderer)
        assert killed
        os.kill(killed, signal.SIGKILL)
        await asyncio.sleep(0.2)
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)


async def test_a_process_killed_at_work_fails_that_paper_only() -> None:
    large = msgspec.json.encode(quarter_report(quarter_facts(records=many_records(2000))))
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        killed = pid(renderer)
        assert killed
        job = asyncio.create_task(renderer.render("pdf", large))
        await asyncio.sleep(0.3)
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(RenderFailed, match="ended"):
            await job
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)


async def test_a_paper_that_takes_too_long_is_given_up() -> None:
    large = msgspec.json.encode(quarter_report(quarter_facts(records=many_records(2000))))
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        stuck = pid(renderer)
        assert stuck
        renderer.timeout = 0.2
        with pytest.raises(RenderFailed, match=r"not finished after 0\.2 s"):
            await renderer.render("pdf", large)
        with pytest.raises(ProcessLookupError):
            os.kill(stuck, 0)
        renderer.timeout = 60
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on address space")
async def test_a_process_that_wants_too_much_memory_fails() -> None:
    async with Renderer(memory=64 * MEBIBYTE) as renderer:
        large = msgspec.json.encode(quarter_report(quarter_facts(records=many_records(2000))))
        with pytest.raises(RenderFailed):
            await renderer.render("pdf", large)


async def test_what_is_no_snapshot_is_refused_and_the_process_stays() -> None:
    async with Renderer() as renderer:
        with pytest.raises(RenderFailed, match="DecodeError"):
            await renderer.render("pdf", b"rahasia")
        first = pid(renderer)
        assert await renderer.render("pdf", SNAPSHOT)
        assert pid(renderer) == first


async def test_a_failure_never_repeats_what_an_officer_wrote() -> None:
    broken = msgspec.json.encode({**msgspec.to_builtins(REPORT), "paper": "rahasia"})
    async with Renderer() as renderer:
        with pytest.raises(RenderFailed) as failed:
            await renderer.render("pdf", broken)
    assert "rahasia" not in str(failed.value)


async def test_papers_asked_for_at_once_come_one_after_the_other() -> None:
    reports: list[Report] = [recap_report(recap_facts(state=f"Tahap {number}")) for number in range(4)]
    async with Renderer() as renderer:
        papers = await asyncio.gather(*[renderer.render("pdf", msgspec.json.encode(report)) for report in reports])
    assert papers == [pdf.render(report) for report in reports]


async def test_a_closed_renderer_makes_nothing() -> None:
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
    with pytest.raises(RenderFailed, match="closed"):
        await renderer.render("pdf", SNAPSHOT)


async def test_closing_ends_a_paper_in_the_middle() -> None:
    large = msgspec.json.encode(quarter_report(quarter_facts(records=many_records(2000))))
    renderer = Renderer()
    await renderer.render("pdf", SNAPSHOT)
    job = asyncio.create_task(renderer.render("pdf", large))
    await asyncio.sleep(0.3)
    await renderer.close()
    with pytest.raises(RenderFailed):
        await job


async def test_one_who_no_longer_waits_does_not_spoil_the_next_paper() -> None:
    large = msgspec.json.encode(quarter_report(quarter_facts(records=many_records(2000))))
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        job = asyncio.create_task(renderer.render("pdf", large))
        await asyncio.sleep(0.3)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)


async def test_ctrl_c_is_for_the_bot_and_not_for_the_process() -> None:
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        running = pid(renderer)
        assert running
        os.kill(running, signal.SIGINT)
        await asyncio.sleep(0.2)
        assert await renderer.render("pdf", SNAPSHOT) == pdf.render(REPORT)
        assert pid(renderer) == running


async def test_the_process_does_not_know_the_bot_s_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TELEGRAM_TOKEN", "123456:contoh")
    async with Renderer() as renderer:
        await renderer.render("pdf", SNAPSHOT)
        running = pid(renderer)
        assert running
        assert b"BOT_TELEGRAM_TOKEN" not in environment_of(running)


def test_the_bot_imports_no_document_library() -> None:
    program = (
        "import sys, bot.report.worker, bot.report.build, bot.report.content\n"
        "heavy = {'reportlab', 'xlsxwriter', 'openpyxl', 'PIL', 'docx'}\n"
        "assert not heavy & {name.split('.')[0] for name in sys.modules}"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_building_a_report_needs_the_standard_library_only() -> None:
    program = (
        "import sys\n"
        "before = {name.split('.')[0] for name in sys.modules}\n"
        "import bot.report.build\n"
        "after = {name.split('.')[0] for name in sys.modules if not name.startswith('_sysconfigdata')}\n"
        "assert after - before <= {'bot'} | sys.stdlib_module_names, after - before"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
