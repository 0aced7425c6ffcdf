// Elements out of plain text: nothing that was typed or indexed is ever read as HTML.

/**
 * @param {string} name
 * @param {Record<string, string | boolean>} attributes  true: present, false: absent
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/**
 * `text` with its `spans` ([start, end) in UTF-16 units, ascending) marked.
 * @param {string} text
 * @param {[number, number][]} spans
 * @returns {(Node | string)[]}
 */
export function marked(text, spans) {
  const parts = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)].filter((part) => part !== "");
}
