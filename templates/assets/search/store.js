import { alike, nearSound } from "./hearing.js";
import { digest } from "./text.js";

// Loads the index's files (their format: wenda/search/shards.py) and keeps them in memory.

export const VERSION = 2;
const PATIENCE = 20_000; // milliseconds for one file

// Addresses that failed. The browser may have kept what came from them, so they are asked for past its cache.
const failed = new Set();

/** Why the index can't be read: "offline", "missing", "version" or "broken". */
export class IndexError extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

const NOTHING = { frequency: 0, articles: [], strengths: [] };

export class Store {
  #known = { terms: new Map(), rest: new Map() };
  #heard = new Map();

  /** `base` is the absolute address of the site's search/ folder. Throws IndexError. */
  static async open(base) {
    const url = new URL("manifest.json", base);
    const manifest = await read(url, "no-cache", (answer) => answer.json());
    if (manifest?.version !== VERSION) {
      failed.add(url.href);
      throw new IndexError("version", `index of version ${manifest?.version}, engine of version ${VERSION}`);
    }
    return new Store(manifest, new URL(`${manifest.folder}/`, base));
  }

  /** Ask for the manifest anew next time, whatever the browser has kept of it. */
  static distrust(base) {
    failed.add(new URL("manifest.json", base).href);
  }

  constructor(manifest, folder) {
    this.manifest = manifest;
    this.folder = folder;
    this.files = new Map();
  }

  /** The JSON file `name`. */
  json(name) {
    return this.#once(name, (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }

  /** Load the postings of `terms`; `family` is "terms" for the strongest, "rest" for the others. */
  async load(terms, family = "terms") {
    const known = this.#known[family];
    const missing = [...new Set(terms)].filter((term) => !known.has(term));
    const shards = await Promise.all(missing.map((term) => {
      const number = digest(term) & (this.manifest[family] - 1);
      return this.#once(`${family}/${number.toString(16)}`, (bytes) => readShard(bytes, family, this.manifest.head));
    }));
    missing.forEach((term, i) => known.set(term, decode(shards[i].get(term))));
  }

  /** The postings of a loaded term: {frequency, articles, strengths}. */
  postings(term, family = "terms") {
    return this.#known[family].get(term) ?? NOTHING;
  }

  /** Load the pairs of characters that sound like each of `sounds`, pairs of syllables. */
  async loadSounds(sounds) {
    await Promise.all(sounds.map(async (sound) => {
      const shard = digest(nearSound(sound)) & (this.manifest.sounds - 1);
      this.#heard.set(sound.join(" "), alike(sound, await this.json(`sounds/${shard.toString(16)}`)));
    }));
  }

  /** The pairs that sound like a loaded pair of syllables, best first: {pair, count, exact}. */
  sounds(sound) {
    return this.#heard.get(sound.join(" "));
  }

  // A file that failed is forgotten, so that a retry asks for it again.
  #once(name, parse) {
    if (!this.files.has(name)) {
      const file = read(new URL(`${name}.bin`, this.folder), "default", async (answer) => parse(await unpack(answer)));
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }
}

/** What `parse` makes of the answer from `url`; throws IndexError. */
async function read(url, cache, parse) {
  let answer;
  try {
    answer = await fetch(url, { cache: failed.has(url.href) ? "reload" : cache, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new IndexError("offline", `${url.pathname}: ${error.message}`);
  }
  try {
    if (!answer.ok) throw new IndexError("missing", `${url.pathname}: ${answer.status}`);
    const found = await parse(answer);
    failed.delete(url.href);
    return found;
  } catch (error) {
    failed.add(url.href);
    if (error instanceof IndexError) throw error;
    throw new IndexError(error.name === "TimeoutError" ? "offline" : "broken", `${url.pathname}: ${error.message}`);
  }
}

async function unpack(answer) {
  const packed = new Blob([await answer.arrayBuffer()]);
  return new Uint8Array(await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

function readShard(bytes, family, head) {
  let at = 0;
  const varint = () => {
    let number = 0, factor = 1;
    for (; bytes[at] > 127; at++, factor *= 128) number += (bytes[at] & 127) * factor;
    if (at >= bytes.length) throw new RangeError("ends too early");
    return number + bytes[at++] * factor;
  };
  const shard = new Map(), size = varint(), nameBytes = varint();
  const names = new TextDecoder().decode(bytes.subarray(at, (at += nameBytes))).split("\n").slice(0, size);
  const frequencies = names.map(varint);
  const counts = frequencies.map((frequency) => (family === "terms" ? Math.min(frequency, head) : frequency - head));
  let strengthAt = bytes.length - counts.reduce((sum, count) => sum + count, 0);
  const gapsEnd = strengthAt;
  names.forEach((name, i) => {
    const start = at;
    for (let left = counts[i]; left > 0 && at < gapsEnd; at++) if (bytes[at] < 128) left--;
    const strengths = bytes.subarray(strengthAt, (strengthAt += counts[i]));
    shard.set(name, { frequency: frequencies[i], gaps: bytes.subarray(start, at), strengths });
  });
  if (at !== gapsEnd) throw new RangeError("has another length than it says");
  return shard;
}

function decode(packed) {
  if (!packed) return NOTHING;
  const { frequency, gaps, strengths } = packed;
  const articles = new Uint32Array(strengths.length);
  for (let i = 0, at = 0, article = 0; i < articles.length; i++) {
    let gap = 0, factor = 1;
    for (; gaps[at] > 127; at++, factor *= 128) gap += (gaps[at] & 127) * factor;
    article += gap + gaps[at++] * factor;
    articles[i] = article;
  }
  return { frequency, articles, strengths };
}
