// The few helpers every part uses to build elements. Text only ever goes in as text.

/** el("button.plain", { type: "button", onclick }, "Batal", child) */
export function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export const iconButton = (name, label, onclick, more = {}) =>
  el("button.icon", { type: "button", "aria-label": label, title: label, onclick, ...more }, icon(name));

export const byId = (id) => document.getElementById(id);
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
export const phone = () => matchMedia("(max-width: 720px)").matches;

/** Writes only when something changed, so that nothing flickers and selections stay. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function say(words) {
  byId("announcer").textContent = words;
}
