// The guided walk: one card, one step at a time, with a soft pulse on what to tap. It never stands in the way.

import { byId, el, icon } from "./dom.js";
import { open, state, tell } from "./state.js";

let at = null; // step shown; null before the first look
let hidden = sessionStorage.getItem("tur") === "tutup";
let pulsing = [];

const steps = () => state.tour?.steps || [];
const nextOpen = (from) => {
  const found = steps().findIndex((step, number) => number >= from && !step.done);
  return found < 0 ? steps().length : found;
};

let finished = []; // which steps were done when last drawn

export function drawTour() {
  const root = byId("tour");
  root.hidden = !steps().length;
  if (root.hidden) return;
  if (at === null) at = nextOpen(0);
  else if (at < steps().length && steps()[at].done && finished[at] === false) at = nextOpen(at + 1);
  finished = steps().map((step) => step.done);
  const held = root.contains(document.activeElement);
  root.replaceChildren(...(hidden ? folded() : at >= steps().length ? ended() : card(steps()[at])));
  root.classList.toggle("folded", hidden);
  if (held) root.querySelector("button")?.focus();
  strip(steps()[at]);
  pulse();
}

/** One line on narrow screens, where the panel is not always in sight. */
function strip(step) {
  const root = byId("tour-strip");
  root.hidden = hidden || !step;
  if (step) root.replaceChildren(icon("flag"), el("span", {}, step.title), el("small", {}, `${at + 1} dari ${steps().length}`));
}

function move(to) {
  at = Math.max(0, Math.min(steps().length, to));
  hidden = false;
  drawTour();
}

function fold(away) {
  hidden = away;
  sessionStorage.setItem("tur", away ? "tutup" : "buka");
  drawTour();
}

const plain = (label, onclick, more = "") => el(`button.plain${more}`, { type: "button", onclick }, label);

function folded() {
  const where = at >= steps().length ? "selesai" : `langkah ${at + 1} dari ${steps().length}`;
  return [el("button.unfold", { type: "button", onclick: () => fold(false) }, icon("flag"), el("span", {}, `Tur · ${where}`))];
}

function ended() {
  return [
    el("p.tour-count", {}, icon("flag"), "Tur selesai"),
    el("h2", { id: "tour-name" }, "Silakan mencoba sendiri"),
    el("p", {}, "Semua langkah sudah dilalui. Pilih siapa saja, tulis apa saja, dan majukan jam sesuka Anda."),
    el("div.tour-foot", {}, plain("Ulangi tur", () => move(0)), plain("Tutup", () => fold(true))),
  ];
}

function card(step) {
  const person = state.people.get(step.chat);
  const dots = steps().map((one, number) => el(`i${one.done ? ".done" : ""}${number === at ? ".now" : ""}`));
  return [
    el("p.tour-count", {}, icon("flag"), `Langkah ${at + 1} dari ${steps().length}`, el("span.tour-dots", { "aria-hidden": "true" }, ...dots)),
    el("h2", { id: "tour-name" }, step.title),
    el("p", {}, step.text),
    step.done ? el("p.tour-done", {}, icon("check"), "Sudah dilakukan") : null,
    el("div.tour-foot", {},
      plain(step.target === "clock" ? "Tunjukkan jam" : `Tunjukkan${person ? ` ${person.name.split(" ")[0]}` : ""}`, () => show(step), ".strong"),
      at > 0 ? plain("Kembali", () => move(at - 1)) : null,
      plain(step.done ? "Lanjut" : "Lewati", () => move(at + 1)),
      plain("Sembunyikan", () => fold(true))),
  ].filter(Boolean);
}

function show(step) {
  if (step.target === "clock") tell("panel", true);
  else {
    open(step.chat);
    tell("panel", false);
  }
  pulse();
  const target = pulsing.at(-1);
  target?.scrollIntoView({ block: "nearest" });
  target?.focus?.({ preventScroll: true });
}

// What to tap

/** Marks the wanted button where it is on the screen, else the way to it. */
export function pulse() {
  for (const node of pulsing) node.classList.remove("pulse");
  pulsing = [];
  const step = steps()[at];
  if (!step || hidden || step.done) return;
  pulsing = wanted(step).filter(Boolean);
  for (const node of pulsing) node.classList.add("pulse");
}

const shown = (node) => Boolean(node) && node.checkVisibility({ visibilityProperty: true });

function wanted(step) {
  if (step.target === "clock") {
    const place = document.querySelector("#upcoming button") || byId("clock");
    return shown(place) ? [place] : [...document.querySelectorAll(".panel-toggle")].filter(shown);
  }
  const person = document.querySelector(`.person[data-person="${step.chat}"]`);
  const chat = document.querySelector(`.chat[data-chat="${step.chat}"]`);
  if (!chat) return [shown(person) ? person : document.querySelector(".chat .back")];
  const fixed = {
    composer: ".composer textarea", start: ".composer .start:not([hidden])", menu: ".menu-button:not([hidden])", attach: ".clip",
  }[step.target];
  if (fixed) return [chat.querySelector(fixed)];
  if (step.target === "document") return [[...chat.querySelectorAll("a.file")].at(-1)];
  return [[...chat.querySelectorAll(".key")].filter((key) => key.textContent.includes(step.target)).at(-1)];
}
