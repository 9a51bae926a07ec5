// What the page says about time, size and names, in Indonesian.

let zone = "Asia/Makassar";
let formats = {};

/** All times are shown in the office's zone. */
export function useZone(name) {
  zone = name;
  const make = (options) => new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...options });
  formats = {
    time: make({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    day: make({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    short: make({ day: "numeric", month: "short" }),
    weekday: make({ weekday: "short" }),
    full: make({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    key: new Intl.DateTimeFormat("en-CA", { timeZone: zone }),
  };
}
useZone(zone);

const dotted = (text) => text.replace(":", ".");

export const time = (at) => dotted(formats.time.format(at));
export const day = (at) => formats.day.format(at);
export const dayKey = (at) => formats.key.format(at);

/** The date over a group of messages; `now` is the office's. */
export function dayTitle(at, now) {
  if (dayKey(at) === dayKey(now)) return "Hari ini";
  if (dayKey(at) === dayKey(now - 86400000)) return "Kemarin";
  return day(at);
}

/** The short date in the list of people. */
export function stamp(at, now) {
  if (dayKey(at) === dayKey(now)) return time(at);
  if (now - at < 6 * 86400000) return formats.weekday.format(at);
  return formats.short.format(at);
}

/** "Sel, 6 Okt 08.00" for the list of what comes next. */
export const moment = (at) =>
  `${formats.weekday.format(at)}, ${formats.short.format(at)} · ${time(at)}`;

/** How far away something is: "3 hari lagi". */
export function away(at, now) {
  const minutes = Math.round((at - now) / 60000);
  if (minutes < 1) return "sekarang";
  if (minutes < 60) return `${minutes} menit lagi`;
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)} jam lagi`;
  return `${Math.round(minutes / 1440)} hari lagi`;
}

export function size(bytes) {
  const number = (value) => value.toLocaleString("id-ID", { maximumFractionDigits: 1 });
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1000000 ? `${number(bytes / 1000)} KB` : `${number(bytes / 1000000)} MB`;
}

export function initials(name) {
  const bare = name.split(",")[0]; // degrees stand behind a comma, titles end with a dot
  const parts = bare.split(/\s+/).filter((part) => /^\p{L}/u.test(part) && !part.endsWith("."));
  const kept = parts.length ? parts : [name];
  return (kept[0][0] + (kept.length > 1 ? kept[kept.length - 1][0] : "")).toUpperCase();
}

/** What a message is about in one line: for previews, quotes and announcements. */
export function gist(message) {
  const kinds = { contact: "Kontak", location: "Lokasi", sticker: "Stiker", voice: "Pesan suara" };
  if (message.extra) return message.extra.kind === "sticker" ? `${message.extra.emoji} Stiker` : kinds[message.extra.kind];
  const text = message.text.replace(/\s+/g, " ");
  if (!message.file) return text;
  const label = message.file.kind === "photo" ? "🖼 Foto" : `📄 ${message.file.name}`;
  return text ? `${label}, ${text}` : label;
}
