// The office's clock, what happens next, and the jumps there.

import { byId, el, setText } from "./dom.js";
import { jump } from "./live.js";
import { now, state } from "./state.js";
import { away, day, moment, time } from "./words.js";

let busy = false;

export function startClock() {
  for (const button of document.querySelectorAll(".clock-steps button")) {
    button.addEventListener("click", () => go(button.dataset.to));
  }
  setInterval(tick, 1000);
}

export function drawClock() {
  byId("clock").hidden = !state.clock;
  if (!state.clock) return;
  setText(byId("clock-zone"), state.zoneName);
  const list = state.clock.upcoming;
  byId("upcoming-title").hidden = !list.length;
  byId("upcoming").replaceChildren(...list.map(row));
  tick();
}

function row(coming) {
  const note = [moment(coming.at), coming.who].filter(Boolean).join(" · ");
  return el("li", {}, el("button", { type: "button", "data-to": coming.id, onclick: () => go(coming.id) },
    el("b", {}, coming.title), el("span.when", {}, note), el("span.away", { "data-at": coming.at }, away(coming.at, now()))));
}

function tick() {
  if (!state.clock) return;
  const at = now();
  setText(byId("clock-time"), time(at));
  setText(byId("clock-date"), day(at));
  for (const node of document.querySelectorAll("#upcoming .away")) setText(node, away(Number(node.dataset.at), at));
}

async function go(to) {
  if (busy) return;
  busy = true;
  byId("clock").classList.add("jumping");
  const answer = await jump(to);
  byId("clock-problem").hidden = answer.ok;
  setText(byId("clock-problem"), answer.ok ? "" : "Jam tidak dapat digeser ke sana.");
  busy = false;
  byId("clock").classList.remove("jumping");
}
