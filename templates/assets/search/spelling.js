// Pinyin and mistyped characters become the characters that were meant: the browser's side of wenda/search/spelling.py.

import { UNKNOWN, greater, likeliest, segment } from "./hearing.js";
import { IN_FULL } from "./numerals.js";
import { gb2312, runs } from "./text.js";

const COMBINATIONS = 12, RARE = 20_000, COMMONER = 3;

export class Speller {
  constructor(store, binding) {
    this.store = store;
    this.binding = binding;
  }

  /** Folded text with its pinyin turned into characters: {text, heard: Map of place to pairs, initials: runs}. */
  async read(folded) {
    const draft = { text: "", heard: new Map(), initials: [] };
    let last = 0, words = [];
    for (const run of [...runs(folded), { kind: "end", text: "", start: folded.length, end: folded.length }]) {
      const between = folded.slice(last, run.start);
      if (words.length && (run.kind !== "word" || !/^\s+$/u.test(between))) {
        await this.#latin(words, draft);
        words = [];
      }
      if (!(words.length && run.kind === "word")) draft.text += between;
      if (run.kind === "word") words.push(run.text);
      else draft.text += run.text;
      last = run.end;
    }
    return draft;
  }

  async #latin(words, draft) {
    const { syllables } = await this.#pinyin();
    await this.store.load(words);
    let ways = [];
    for (const word of words) {
      const literal = !/^[\x00-\x7f]*$/.test(word) || this.store.postings(word).articles.length > 0;
      const found = literal ? [] : segment(word, syllables);
      if (found.length) {
        ways.push(found);
        continue;
      }
      await this.#decode(ways, draft);
      ways = [];
      const start = draft.text.length + 1;
      draft.text += ` ${word} `;
      if (!literal && word.length > 1) draft.initials.push({ text: word, start, end: start + word.length });
    }
    await this.#decode(ways, draft);
  }

  async #decode(words, draft) {
    if (!words.length) return;
    let best = [-1, "", []];
    for (const way of products(words)) {
      const sounds = way.slice(1).map((syllable, i) => [way[i], syllable]);
      await this.store.loadSounds(sounds);
      const heard = sounds.map((sound) => this.store.sounds(sound));
      const found = [...likeliest(way.map(() => UNKNOWN), heard, new Map()), heard];
      if (greater(found, best)) best = found;
    }
    const [, text, heard] = best;
    heard.forEach((options, place) => {
      if (!text.slice(place, place + 2).includes(UNKNOWN)) draft.heard.set(draft.text.length + place, options);
    });
    draft.text += text;
  }

  /** Replace, where `kept` has no blank, characters of pairs that no article has; says whether any was replaced. */
  async mend(draft, kept) {
    const before = draft.text;
    for (const run of runs(kept))
      if (run.kind === "han" && run.text.length > 1 && [...run.text].length === run.text.length) await this.#mendRun(run, draft);
    return draft.text !== before;
  }

  async #mendRun({ text: typed, start }, draft) {
    const { store, binding } = this;
    const limit = 2 + Math.floor(store.manifest.articles / RARE);
    const pairs = [...typed].slice(1).map((char, place) => typed[place] + char);
    const binds = pairs.map(([first, second]) => binding.has(first) + binding.has(second));
    await store.load(pairs.filter((_, place) => binds[place] < 2));
    const counts = pairs.map((pair, place) => (binds[place] < 2 ? store.postings(pair).frequency : 0));
    const numbers = new Set();
    for (const { 0: number, index } of typed.matchAll(IN_FULL))
      for (let place = index - 1; place < index + number.length; place++) numbers.add(place);
    const doubtful = (place) =>
      counts[place] <= limit && !numbers.has(place) && !draft.heard.has(start + place) && !binds[place];
    const asked = pairs.map((_, place) =>
      !numbers.has(place) && [place - 1, place, place + 1].some((near) => near in pairs && doubtful(near)));
    const sounds = asked.some(Boolean) ? await Promise.all(pairs.map((pair, place) => asked[place] && this.#sound(pair))) : [];
    await store.loadSounds(sounds.filter(Boolean));
    const heard = pairs.map((_, place) =>
      sounds[place] ? store.sounds(sounds[place]).filter(({ count }) => count > COMMONER * counts[place]) : []);
    const literal = new Map(pairs.map((pair, place) => [pair, counts[place] > limit]));
    const [, text] = likeliest(typed, heard, literal);
    pairs.forEach((pair, place) => {
      if (text.slice(place, place + 2) !== pair)
        draft.heard.set(start + place, [...heard[place], { pair, count: 0, exact: true }]);
    });
    draft.text = draft.text.slice(0, start) + text + draft.text.slice(start + text.length);
  }

  async #pinyin() {
    if (!this.pinyin) {
      const table = await this.store.json("pinyin");
      this.pinyin = { syllables: new Set(table.syllables), read: (char) => table.syllables[table.readings[gb2312().get(char)]] };
    }
    return this.pinyin;
  }

  async #sound([first, second]) {
    const { read } = await this.#pinyin();
    return read(first) && read(second) && [read(first), read(second)];
  }

  /** The first letters of a word's readings, with a question mark for what has none; once pinyin has been read. */
  initials(word) {
    return [...word].map((char) => (this.pinyin.read(char) ?? "?")[0]).join("");
  }

  /** The characters of a folded title whose readings begin with `initials`, empty without any. */
  spelled(initials, title) {
    for (const { kind, text } of runs(title)) {
      if (kind !== "han") continue;
      const place = this.initials(text).indexOf(initials);
      if (place >= 0) return [...text].slice(place, place + initials.length).join("");
    }
    return "";
  }
}

function products(words) {
  let ways = [[]];
  for (const cuts of words) ways = ways.flatMap((way) => cuts.map((cut) => [...way, ...cut])).slice(0, COMBINATIONS);
  return ways;
}
