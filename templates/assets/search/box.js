// The search box of every page: its keys, and the rest of search once a reader means to use it.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#search-form"));
const input = /** @type {HTMLInputElement | null} */ (document.querySelector("#search-input"));

if (input) {
  addEventListener("keydown", focusOnShortcut);
  input.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  // The search page lists its results by itself; everywhere else the box has a list of its own.
  if (!document.querySelector("#search-results")) becomeCombobox();
}

/** @param {KeyboardEvent} event */
function focusOnShortcut(event) {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const letterK = event.key.toLowerCase() === "k" && event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  if (!(letterK || (slash && !takesText(event.target))) || event.isComposing) return;
  event.preventDefault();
  input.focus();
  input.select();
}

/** @param {EventTarget | null} target */
function takesText(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function becomeCombobox() {
  input.autocomplete = "off";
  input.enterKeyHint = "search";
  input.type = "text"; // a search field may not have the role; nothing but its clearing differs
  input.inputMode = "search";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("focus", start);
  input.addEventListener("input", start);
  if (document.activeElement === input) start();
}

/** Load the suggestions. When that fails the form still leads to the search page, and the next focus tries again. */
async function start() {
  input.removeEventListener("focus", start);
  input.removeEventListener("input", start);
  try {
    const { suggest } = await import("./suggestions.js");
    await suggest(form, input);
    form.querySelector(".w-search__failed")?.remove();
  } catch {
    sayUnreachable();
    input.addEventListener("focus", start);
    input.addEventListener("input", start);
  }
}

function sayUnreachable() {
  if (form.querySelector(".w-search__failed")) return;
  const failed = document.createElement("p");
  failed.className = "w-search__failed";
  failed.setAttribute("role", "status");
  form.append(failed);
  failed.textContent = wenda.texts.search_unreachable;
}
