// What the page knows, and who wants to hear when it changes.

import { useZone } from "./words.js";

export const state = {
  boot: "",
  bot: { name: "", username: "" },
  description: "",
  people: new Map(), // id -> person
  chats: new Map(), // person id -> Map(message id -> message)
  typing: new Map(), // person id -> moment (performance.now) it ends
  clock: null, // { upcoming }
  tour: null, // { steps }
  zoneName: "",
  active: null, // the chat in hand
  front: null, // the chat shown beside the watched ones
  watched: [], // chats pinned side by side
  read: {}, // person id -> newest message id seen
};

const listeners = new Map();

export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(listener);
}

export function tell(kind, detail) {
  for (const listener of listeners.get(kind) || []) listener(detail);
}

// The office's clock goes on between two messages of the server.
let clockBase = null;
export const now = () => (clockBase ? clockBase.at + (performance.now() - clockBase.since) : Date.now());
export function setNow(at) {
  clockBase = { at, since: performance.now() };
}

const kept = (name, fallback) => {
  try {
    return JSON.parse(localStorage.getItem(`${name}:${state.boot}`)) ?? fallback;
  } catch {
    return fallback;
  }
};
const keep = (name, value) => {
  try {
    localStorage.setItem(`${name}:${state.boot}`, JSON.stringify(value));
  } catch {
    /* a browser without storage forgets, nothing else */
  }
};

export function load(snapshot) {
  const fresh = snapshot.boot !== state.boot;
  Object.assign(state, {
    boot: snapshot.boot,
    bot: snapshot.bot,
    description: snapshot.description,
    clock: snapshot.clock,
    tour: snapshot.tour,
    zoneName: snapshot.zoneName,
    people: new Map(snapshot.people.map((person) => [person.id, person])),
    chats: new Map(snapshot.people.map((person) => [person.id, new Map()])),
  });
  useZone(snapshot.zone);
  if (snapshot.clock) setNow(snapshot.clock.now);
  for (const message of snapshot.messages) state.chats.get(message.chat)?.set(message.id, message);
  if (fresh) {
    state.read = kept("dibaca", {});
    state.watched = kept("dipantau", []).filter((id) => state.people.has(id));
    state.active = kept("terbuka", null);
  }
  if (!state.people.has(state.active)) state.active = null;
  if (!state.people.has(state.front)) state.front = state.active;
  return fresh;
}

export const messagesOf = (id) => [...(state.chats.get(id)?.values() || [])].sort((a, b) => a.id - b.id);
export const lastOf = (id) => messagesOf(id).at(-1);

export const unread = (id) =>
  messagesOf(id).filter((message) => message.bot && message.id > (state.read[id] || 0)).length;

export function markRead(id) {
  const last = lastOf(id);
  if (!last || state.read[id] >= last.id) return;
  state.read = { ...state.read, [id]: last.id };
  keep("dibaca", state.read);
  tell("list");
}

export function open(id) {
  state.active = id;
  if (!state.watched.includes(id)) state.front = id;
  keep("terbuka", id);
  tell("layout");
}

export const MOST_WATCHED = 3;

/** Chats side by side, as many as fit: the watched ones and the one in front; the one in hand is never missing. */
export function columns(room) {
  const most = Math.max(1, Math.min(MOST_WATCHED, room));
  if (most === 1) return state.active ? [state.active] : [];
  const all = [...new Set([...state.watched, state.front])].filter((id) => state.people.has(id));
  const kept = [...new Set([state.active, state.front, ...all])].filter((id) => all.includes(id)).slice(0, most);
  return all.filter((id) => kept.includes(id));
}

export function watch(id, wanted) {
  const others = state.watched.filter((other) => other !== id);
  state.watched = wanted ? [...others, id].slice(-MOST_WATCHED) : others;
  if (!wanted && (state.front === null || state.watched.includes(state.front))) state.front = id;
  else if (!wanted && state.active === id) state.active = state.front;
  keep("dipantau", state.watched);
  tell("layout");
}
