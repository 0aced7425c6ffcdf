// The filters beside the results: a group for each kind, with the number of results behind each value.

import { KINDS } from "./address.js";
import { element } from "./elements.js";

const FEW = 6; // values of a group that are shown at once

/** @typedef {Record<string, string[]>} Chosen */
/** @typedef {{value: string, count: number, depth: number}} Choice */

export class Filters {
  /**
   * @param {HTMLElement} host
   * @param {import("./wording.js").Wording} wording
   * @param {(chosen: Chosen) => void} onChange
   * @param {() => void} onTags  called when the reader wants tags that were not counted
   */
  constructor(host, wording, onChange, onTags) {
    this.host = host;
    this.wording = wording;
    this.onChange = onChange;
    this.onTags = onTags;
    this.title = element("summary");
    this.groups = element("div", { class: "w-filters__groups" });
    this.box = /** @type {HTMLDetailsElement} */ (element("details", { class: "w-filters" }, this.title, this.groups));
    /** @type {Set<string>} */
    this.whole = new Set(); // groups that are shown with all their values
    this.#followWidth();
    host.append(this.box);
  }

  // On a wide screen the filters stand beside the results and are always open; else above them, closed. They also
  // move in the document, so that the order of the keyboard is that of the eye.
  #followWidth() {
    const wide = matchMedia("(min-width: 60em)");
    const list = document.querySelector("#search-results");
    const apply = () => {
      this.box.open = wide.matches;
      if (wide.matches) this.host.parentElement.append(this.host);
      else list.before(this.host);
    };
    wide.addEventListener("change", apply);
    apply();
  }

  /**
   * @param {Record<string, [string, number][]>} counts
   * @param {Chosen} chosen
   * @param {number} total  results there are
   */
  show(counts, chosen, total) {
    this.counts = counts;
    this.chosen = chosen;
    this.total = total;
    const held = /** @type {HTMLInputElement | null} */ (this.groups.querySelector(":focus"));
    const made = KINDS.map((kind) => this.#group(kind)).filter((group) => group !== null);
    this.groups.replaceChildren(...made);
    this.host.hidden = !made.length;
    const number = KINDS.reduce((sum, kind) => sum + chosen[kind].length, 0);
    this.title.replaceChildren(this.wording.say("filters"), ...(number ? [element("span", {}, String(number))] : []));
    if (held) this.#box(held.name, held.value)?.focus({ preventScroll: true });
  }

  hide() {
    this.host.hidden = true;
  }

  /** @param {string} kind */
  #group(kind) {
    const legend = element("legend", {}, this.wording.say(kind));
    if (!this.counts[kind]) {
      const button = element("button", { type: "button", class: "w-filters__more" }, this.wording.say("count_tags"));
      button.addEventListener("click", this.onTags);
      return element("fieldset", {}, legend, button);
    }
    const choices = inOrder(kind, this.counts[kind], this.chosen[kind]);
    if (!this.chosen[kind].length && choices.every(({ count }) => count === this.total)) return null; // no choice at all
    const first = this.whole.has(kind) || choices.length <= FEW + 1 ? choices : this.#few(kind, choices);
    const group = element("fieldset", {}, legend, ...first.map((choice) => this.#choice(kind, choice)));
    if (first.length < choices.length) group.append(this.#more(kind, choices.length, first));
    return group;
  }

  /** @param {string} kind @param {Choice[]} choices */
  #few(kind, choices) {
    return choices.filter(({ value }, place) => place < FEW || this.chosen[kind].includes(value));
  }

  /** @param {string} kind @param {Choice} choice */
  #choice(kind, { value, count, depth }) {
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", name: kind, value }));
    box.checked = this.chosen[kind].includes(value);
    box.addEventListener("change", () => {
      const others = this.chosen[kind].filter((other) => other !== value);
      this.onChange({ ...this.chosen, [kind]: box.checked ? [...others, value] : others });
    });
    const name = element("span", {}, valueName(kind, value, this.wording));
    return element("label", { "data-depth": String(depth) }, box, name, element("span", {}, String(count)));
  }

  /** @param {string} kind @param {number} count @param {Choice[]} first */
  #more(kind, count, first) {
    const text = this.wording.say("all_values", { count });
    const button = element("button", { type: "button", class: "w-filters__more" }, text);
    button.addEventListener("click", () => {
      this.whole.add(kind);
      this.show(this.counts, this.chosen, this.total);
      this.#box(kind, first.at(-1).value)?.focus({ preventScroll: true });
    });
    return button;
  }

  /** @param {string} kind @param {string} value @returns {HTMLInputElement | undefined} */
  #box(kind, value) {
    const boxes = /** @type {HTMLInputElement[]} */ ([...this.groups.querySelectorAll("input")]);
    return boxes.find((box) => box.name === kind && box.value === value);
  }
}

/**
 * What a value is called.
 * @param {string} kind
 * @param {string} value
 * @param {import("./wording.js").Wording} wording
 */
export function valueName(kind, value, wording) {
  if (kind === "status") return value in wording.texts ? wording.say(value) : value;
  if (!value) return wording.say(`no_${kind}` in wording.texts ? `no_${kind}` : "no_topic");
  return kind === "region" ? value.split(" ").at(-1) : value;
}

/**
 * The choices of a group: years newest first, regions under the regions around them, others as counted. What was
 * chosen is among them even when nothing has it.
 * @param {string} kind
 * @param {[string, number][]} counted
 * @param {string[]} chosen
 * @returns {Choice[]}
 */
function inOrder(kind, counted, chosen) {
  const absent = chosen.filter((value) => !counted.some(([other]) => other === value));
  const all = [...counted, ...absent.map((value) => /** @type {[string, number]} */ ([value, 0]))];
  const choices = all.map(([value, count]) => ({ value, count, depth: 0 }));
  if (kind === "year") return choices.sort((a, b) => Number(b.value) - Number(a.value));
  return kind === "region" ? nested(choices) : choices;
}

/** @param {Choice[]} choices @returns {Choice[]} */
function nested(choices) {
  const known = new Set(choices.map(({ value }) => value));
  /** @param {string} value @returns {string} */
  const around = (value) => {
    const outer = value.split(" ").slice(0, -1).join(" ");
    return !outer || known.has(outer) ? outer : around(outer);
  };
  /** @param {string} outer @param {number} depth @returns {Choice[]} */
  const below = (outer, depth) =>
    choices
      .filter(({ value }) => value && around(value) === outer)
      .flatMap((choice) => [{ ...choice, depth }, ...below(choice.value, depth + 1)]);
  return [...choices.filter(({ value }) => !value), ...below("", 0)];
}
