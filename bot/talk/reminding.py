"""Reminders: one message a person, short, with the button that leads to the work."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.period import Quarter
from bot.talk.say import Button, Say, bold, esc, say


@dataclass(frozen=True)
class Point:
    """One piece of open work in a reminder: a line and the button that leads there."""

    line: str
    button: Button | None = None


def letter(points: Sequence[Point], replaced: int) -> Say:
    """`replaced`: how many earlier reminders this one stands for, because they could not be sent in time."""
    late = (
        f"<i>Pengingat ini menggantikan {replaced} pengingat sebelumnya yang belum sempat terkirim.</i>"
        if replaced
        else ""
    )
    lines = points[0].line if len(points) == 1 else "\n".join(f"• {point.line}" for point in points)
    buttons = [point.button for point in points if point.button]
    return say(
        f"🔔 {lines}" if len(points) == 1 else f"🔔 <b>Pengingat</b>\n{lines}", late, rows=[[b] for b in buttons]
    )


def collect(quarter: Quarter, left: int, done: int, when: str, days: int) -> Point:
    """`days`: working days until the deadline, negative after it."""
    if days > 0:
        how = f"tenggat {days} hari kerja lagi, {when}"
    elif days == 0:
        how = f"tenggat hari ini, {when}"
    else:
        how = f"sudah lewat {-days} hari kerja dari tenggat {when}"
    total = left + done
    label = f"Lanjutkan ({done} dari {total})" if done else "Mulai isi"
    return Point(
        f"Data {quarter.short}: {left} dari {total} indikator belum dijawab; {how}.",
        Button(label, "fill", (quarter.code,)),
    )


def superior(quarter: Quarter, name: str, post: str, left: int, days: int) -> Point:
    return Point(
        f"{bold(name)} ({esc(post)}) belum menyampaikan {left} indikator {quarter.short}; "
        f"tenggat lewat {days} hari kerja. Mohon dibantu mengingatkan."
    )


def expected(quarter: Quarter, name: str, code: str) -> Point:
    return Point(
        f"Data {bold(name)} ({quarter.short}) diperkirakan ada hari ini. Apakah sudah ada?",
        Button("Isi sekarang", "open", (quarter.code, code)),
    )


def returned(quarter: Quarter, name: str, code: str) -> Point:
    return Point(
        f"{bold(name)} ({quarter.short}) dikembalikan dan menunggu perbaikan.",
        Button("Perbaiki", "open", (quarter.code, code)),
    )


def step(quarter: Quarter, number: int, activity: str, button: Button | None) -> Point:
    return Point(f"Langkah {number} {quarter.short} menunggu Bapak/Ibu: {esc(activity)}.", button)


def read_draft(quarter: Quarter, version: int, report: int) -> Point:
    return Point(
        f"Draf laporan {quarter.short} versi {version} belum dijawab. Apakah sudah dibaca?",
        Button("Sudah dibaca", "read", (str(report),)),
    )


def nudge(quarter: Quarter, left: int, when: str) -> Say:
    """Sent by the Kasubbag's own tap."""
    return say(
        f"🔔 Kasubbag mengingatkan: {left} indikator {quarter.short} belum dijawab. Tenggat {when}.",
        rows=([Button("Isi sekarang", "fill", (quarter.code,))],),
    )
