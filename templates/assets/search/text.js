// What text is cut into: the browser's side of wenda/search/tokens.py and wenda/text.py, held to the same test vectors.

const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`(?<han>[${HAN}]+)|(?<number>\\p{Nd}+(?:\\.\\p{Nd}+)*%?)|(?<word>(?:(?![${HAN}])[\\p{L}\\p{Nl}\\p{No}])+)`, "gu");
const ONE_HAN = new RegExp(`^[${HAN}]$`, "u");

export const isHan = (char) => ONE_HAN.test(char);

// The 6,763 characters of GB 2312 in its order. Simplified text hardly uses others, so a character outside of it may be
// a traditional one; and the first 3,755 of them stand in the order of their pinyin, which keeps the pinyin table small.
let gb;
export function gb2312() {
  if (gb) return gb;
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) bytes.push(row, cell);
  gb = new Map([...new TextDecoder("gbk").decode(new Uint8Array(bytes))].map((char, place) => [char, place]));
  return gb;
}

/** NFKC and lower case: folding but for traditional characters. */
export const plain = (text) => text.normalize("NFKC").toLowerCase();

/** The runs of folded text; places count code points, as in Python. */
export function runs(folded) {
  const found = [];
  let at = 0, place = 0;
  for (const match of folded.matchAll(RUN)) {
    for (; at < match.index; place++) at += folded.codePointAt(at) > 0xffff ? 2 : 1;
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    found.push({ kind, text: match[0], chars: [...match[0]], start: place });
  }
  return found;
}

/** The terms of folded text in order: {term, start, end}. */
export function tokens(folded) {
  const found = [], all = [...folded];
  for (const { kind, text, chars, start } of runs(folded)) {
    const size = chars.length;
    if (kind === "han" && size > 1) {
      for (let i = 0; i < size - 1; i++) found.push({ term: chars[i] + chars[i + 1], start: start + i, end: start + i + 2 });
      continue;
    }
    found.push({ term: text, start, end: start + size });
    if (kind !== "number") continue;
    const unit = all[start + size] ?? "";
    if (isHan(unit)) found.push({ term: text + unit, start, end: start + size + 1 });
    else if (text.endsWith("%")) found.push({ term: text.slice(0, -1), start, end: start + size - 1 });
  }
  return found;
}

export const INITIALS = "~";

/** The terms for the initials of neighbouring syllables: every two and every three of them. */
export function initialsGrams(letters) {
  const found = [];
  for (const size of [2, 3])
    for (let i = 0; i + size <= letters.length; i++) found.push(INITIALS + letters.slice(i, i + size));
  return found;
}

/** The 32-bit hash whose low bits say which shard holds the term: FNV-1a over code points. */
export function digest(term) {
  let result = 0x811c9dc5;
  for (const char of term) result = Math.imul(result ^ char.codePointAt(0), 0x01000193) >>> 0;
  return (result ^ (result >>> 15)) >>> 0;
}
