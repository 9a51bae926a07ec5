// The line to the server: changes come in over one event stream, what the visitor does goes out as posts.

import { byId } from "./dom.js";
import { load, setNow, state, tell } from "./state.js";

const RETRY = 1000;

export function connect() {
  const source = new EventSource("/demo/events");
  const hear = (kind, listener) => source.addEventListener(kind, (event) => listener(JSON.parse(event.data)));

  hear("snapshot", (snapshot) => {
    byId("offline").hidden = true;
    tell("loaded", load(snapshot));
  });
  hear("message", (message) => {
    const chat = state.chats.get(message.chat);
    if (!chat) return;
    const before = chat.get(message.id);
    chat.set(message.id, message);
    if (message.bot && !before) state.typing.delete(message.chat);
    tell("message", { message, fresh: !before });
  });
  hear("gone", (gone) => {
    state.chats.get(gone.chat)?.delete(gone.id);
    tell("gone", gone);
  });
  hear("person", (person) => {
    state.people.set(person.id, person);
    if (!state.chats.has(person.id)) state.chats.set(person.id, new Map());
    tell("person", person);
  });
  hear("typing", ({ chat, action }) => {
    if (action) state.typing.set(chat, performance.now() + 5000);
    else state.typing.delete(chat);
    tell("typing", chat);
    if (action) setTimeout(() => tell("typing", chat), 5050);
  });
  hear("toast", (toast) => tell("toast", toast));
  hear("clock", (clock) => {
    state.clock = clock;
    setNow(clock.now);
    tell("clock");
  });
  hear("tour", (tour) => {
    state.tour = tour;
    tell("tour");
  });
  source.onerror = () => {
    byId("offline").hidden = false;
    source.close();
    setTimeout(connect, RETRY);
  };
}

export const isTyping = (id) => (state.typing.get(id) || 0) > performance.now();

async function post(act, options) {
  try {
    const response = await fetch(`/demo/${act}`, { method: "POST", ...options });
    const answer = await response.json().catch(() => ({}));
    return response.ok ? { ok: true } : { ok: false, why: answer.why || "" };
  } catch {
    return { ok: false, why: "offline" };
  }
}

/** Something a person does; resolves to { ok, why }. */
export const act = (name, user, said = {}) =>
  post(name, { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user, ...said }) });

export const jump = (to) =>
  post("clock", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ to }) });

export function upload(user, files, { photo, caption }) {
  const form = new FormData();
  form.append("user", user);
  form.append("photo", photo ? "true" : "false");
  form.append("caption", caption);
  files.forEach((file, number) => form.append(`file${number}`, file, file.name));
  return post("file", { body: form });
}
