// From what a reader typed to what is searched: the browser's side of wenda/search/understand.py, which explains it.

import { UNKNOWN } from "./hearing.js";
import { HAN_NUMBER, otherSpellings, value } from "./numerals.js";
import { Speller } from "./spelling.js";
import { gb2312, initialsGrams, isHan, plain, runs, tokens } from "./text.js";

const SYNONYM = 0.75, NUMERAL = 0.9, SAME_SOUND = 0.85, NEAR_SOUND = 0.6;
const CLAUSE = /[^。!?,;\n]+[。!?,;\n]?/gu, ASKING = 1.6;
const FILLER = 0.4, BINDING = 0.4, REPEATED = 1.2, TELLING_INITIALS = 3, SOUNDS = 6, LONGEST = 200;

export class Interpreter {
  constructor(store, core) {
    this.store = store;
    this.binding = new Set(core.binding);
    this.folded = new Map(pairsOf(core.folded));
    this.speller = new Speller(store, this.binding);
    this.filler = new Set(core.filler);
    this.generic = pattern(core.generic);
    this.asking = new RegExp(pattern(core.asking).source, "u");
    this.regions = new Map();
    this.regionInitials = new Map();
    core.regions.forEach(([name, , letters], number) => {
      push(this.regions, name, number);
      push(this.regionInitials, letters, name);
    });
    this.meanings = new Map();
    for (const [say, mean] of core.synonyms)
      for (const word of say) push(this.meanings, word, ...mean.filter((other) => other !== word));
    this.words = pattern([...new Set([...this.meanings.keys(), ...this.regions.keys(), ...this.filler])]);
  }

  /**
   * What `query` means: {text: for the reader, slots: [{spans, choices: [{terms, factor}], weight}], regions: numbers,
   * content: places that say what it is about, initials: words, marks: words to mark in results}.
   */
  async understand(query) {
    const draft = await this.speller.read(await this.fold([...query].slice(0, LONGEST).join("")));
    let kept = this.#withoutFiller(draft.text);
    if (await this.speller.mend(draft, kept)) kept = this.#withoutFiller(draft.text);
    return this.#meaning(draft, kept);
  }

  /** Fold like wenda.text.fold; traditional characters come from a table that only queries with rare ones load. */
  async fold(text) {
    const chars = [...plain(text)];
    const rare = [...new Set(chars)].filter((char) => isHan(char) && !gb2312().has(char));
    const tables = await Promise.all([...new Set(rare.map((char) => char.codePointAt(0) % 16))]
      .map((shard) => this.store.json(`fold/${shard.toString(16)}`)));
    const simple = new Map([...this.folded, ...tables.flatMap(pairsOf)]);
    return chars.map((char) => simple.get(char) ?? char).join("");
  }

  /** The words of the vocabulary that initials may stand for. */
  abbreviated(initials) {
    if (initials.length < TELLING_INITIALS) return [];
    return [...this.meanings.keys()].filter((word) => word.length === initials.length && this.speller.initials(word) === initials);
  }

  #withoutFiller(text) {
    return text.replace(this.words, (word) => (this.filler.has(word) ? " ".repeat(word.length) : word));
  }

  #meaning(draft, kept) {
    const slots = [], regions = [], aside = new Set(), grouped = new Set(), marks = new Set();
    const setAside = (start, end) => {
      for (let place = start; place < end; place++) aside.add(place);
    };
    for (const { 0: word, index: start } of kept.matchAll(this.words)) {
      const end = start + word.length;
      const meanings = [...new Set(this.meanings.get(word))];
      const named = [word, ...(this.meanings.get(word) ?? [])].flatMap((name) => this.regions.get(name) ?? []);
      if (named.length) {
        regions.push(...named);
        setAside(start, end);
      }
      if (!this.meanings.has(word)) continue;
      slots.push({
        spans: [[start, end]], weight: 1,
        choices: [choice(word, 1), ...meanings.map((meaning) => choice(meaning, SYNONYM))],
      });
      for (const { start: from, end: to } of tokens(word)) grouped.add(`${start + from} ${start + to}`);
      for (const name of [word, ...meanings]) marks.add(name);
    }
    for (const token of tokens(draft.text)) {
      const binds = [...token.term].filter((char) => this.binding.has(char)).length;
      if (token.term.includes(UNKNOWN) || binds === [...token.term].length) continue;
      const leftOut = /\s/u.test(kept[token.start] + kept[token.end - 1]);
      if (binds === 0 && !leftOut) marks.add(token.term);
      if (grouped.has(`${token.start} ${token.end}`) && [...token.term].length === 2) continue;
      const slot = this.#slot(token, draft, (leftOut ? FILLER : 1) * ([...token.term].length === 2 && binds ? BINDING : 1));
      for (const { terms } of slot.choices.slice(1)) marks.add(terms[0]);
      slots.push(slot);
    }
    slots.push(...numeralSlots(kept));
    for (const { text, start, end } of draft.initials) {
      const spans = [[start, end]], words = this.abbreviated(text);
      const names = [...(this.regionInitials.get(text) ?? []), ...words];
      const meanings = [...new Set(words.flatMap((word) => this.meanings.get(word)))];
      for (const word of [...words, ...meanings]) marks.add(word);
      for (const gram of initialsGrams(text)) slots.push({ spans, weight: 1, choices: [{ terms: [gram], factor: 1 }] });
      if (names.length)
        slots.push({
          spans, weight: 1,
          choices: [...names.map((name) => choice(name, 1)), ...meanings.map((meaning) => choice(meaning, SYNONYM))],
        });
    }
    for (const { 0: word, index } of kept.matchAll(this.generic)) setAside(index, index + word.length);
    return {
      text: shown(kept),
      slots: merged(this.#stressed(slots, draft.text)),
      regions: [...new Set(regions)],
      content: this.#telling(kept).filter((place) => !aside.has(place)),
      initials: draft.initials.map(({ text }) => text),
      marks: [...marks],
    };
  }

  /** The slots, those in clauses that ask weighing more. */
  #stressed(slots, text) {
    const asking = [...text.matchAll(CLAUSE)].filter(([clause]) => this.asking.test(clause))
      .map(({ 0: clause, index }) => [index, index + clause.length]);
    return slots.map((slot) => {
      const asks = asking.some(([start, end]) => start <= slot.spans[0][0] && slot.spans[0][0] < end);
      return asks ? { ...slot, weight: slot.weight * ASKING } : slot;
    });
  }

  #slot({ term, start, end }, draft, weight) {
    const choices = [{ terms: [term], factor: 1 }];
    for (const other of otherSpellings(term)) choices.push({ terms: [other], factor: NUMERAL });
    for (const { pair, exact } of (draft.heard.get(start) ?? []).slice(0, SOUNDS))
      if (pair !== term) choices.push({ terms: [pair], factor: exact ? SAME_SOUND : NEAR_SOUND });
    return { spans: [[start, end]], choices, weight };
  }

  #telling(kept) {
    const places = [];
    for (let place = 0; place < kept.length; place++) if (kept[place] === UNKNOWN) places.push(place);
    for (const { kind, text, start } of runs(kept)) {
      if (kind !== "han") places.push(start);
      else for (let at = start, chars = [...text], i = 0; i < chars.length; at += chars[i++].length) if (!this.binding.has(chars[i])) places.push(at);
    }
    return places.sort((a, b) => a - b);
  }
}

function push(map, key, ...values) {
  map.set(key, [...(map.get(key) ?? []), ...values]);
}

function pairsOf(text) {
  const chars = [...text], pairs = [];
  for (let i = 0; i < chars.length; i += 2) pairs.push([chars[i], chars[i + 1]]);
  return pairs;
}

function pattern(words) {
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(longestFirst.join("|") || "(?!)", "gu");
}

const choice = (word, factor) => ({ terms: tokens(word).map(({ term }) => term), factor });

function numeralSlots(kept) {
  const found = [];
  for (const { 0: numeral, index } of kept.matchAll(HAN_NUMBER)) {
    const number = value(numeral), end = index + numeral.length + 1;
    if (number) found.push({ spans: [[index, end]], weight: 1, choices: [{ terms: [`${number}${kept[end - 1]}`], factor: NUMERAL }] });
  }
  return found;
}

function merged(slots) {
  const same = new Map();
  for (const { spans, choices, weight } of slots) {
    const key = JSON.stringify([choices, weight]);
    if (same.has(key)) same.get(key).spans.push(...spans);
    else same.set(key, { spans: [...spans], choices, weight });
  }
  return [...same.values()].map(({ spans, choices, weight }) =>
    ({ spans, choices, weight: (weight * (1 + REPEATED) * spans.length) / (spans.length + REPEATED) }));
}

function shown(kept) {
  let words = "", last = 0;
  for (const { text, start, end } of runs(kept)) {
    words += (words && start > last ? " " : "") + text;
    last = end;
  }
  return words;
}
