// What text is cut into: the browser's side of wenda/search/tokens.py and wenda/text.py, held to the same test vectors.
// Places count UTF-16 units.

const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(
  `(?<han>[${HAN}]+)|(?<number>\\p{Nd}+(?:\\.\\p{Nd}+)*%?)|(?<word>(?:(?![${HAN}])[\\p{L}\\p{Nl}\\p{No}])+)`, "gu");
const ONE_HAN = new RegExp(`^[${HAN}]$`, "u");
const UNIT = new RegExp(`^ ?([${HAN}])`, "u");

export const isHan = (char) => ONE_HAN.test(char);

let gb;
/**
 * The place of each of the 6,763 characters of GB 2312 in its order. Simplified text hardly uses others, so that another
 * one may be a traditional character; and the index gives readings in this order.
 */
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

/** The runs of folded text: {kind: "han" | "number" | "word", text, start, end}. */
export function runs(folded) {
  return [...folded.matchAll(RUN)].map((match) => {
    const { han, number } = match.groups;
    const kind = han !== undefined ? "han" : number !== undefined ? "number" : "word";
    return { kind, text: match[0], start: match.index, end: match.index + match[0].length };
  });
}

/** The terms of folded text in order: {term, start, end}. */
export function tokens(folded) {
  const found = [];
  for (const { kind, text, start, end } of runs(folded)) {
    const chars = kind === "han" ? [...text] : [];
    if (chars.length > 1) {
      for (let i = 0, at = start; i < chars.length - 1; at += chars[i++].length) {
        const term = chars[i] + chars[i + 1];
        found.push({ term, start: at, end: at + term.length });
      }
      continue;
    }
    found.push({ term: text, start, end });
    if (kind !== "number") continue;
    const unit = UNIT.exec(folded.slice(end, end + 3));
    if (text.endsWith("%")) found.push({ term: text.slice(0, -1), start, end: end - 1 });
    else if (unit) found.push({ term: text + unit[1], start, end: end + unit[0].length });
  }
  return found;
}

/** The terms for the initials of neighbouring syllables: every two and every three of them. */
export function initialsGrams(letters) {
  const found = [];
  for (const size of [2, 3])
    for (let i = 0; i + size <= letters.length; i++) found.push(`~${letters.slice(i, i + size)}`);
  return found;
}

/** The 32-bit hash whose low bits say which shard holds the term: FNV-1a over code points. */
export function digest(term) {
  let result = 0x811c9dc5;
  for (const char of term) result = Math.imul(result ^ char.codePointAt(0), 0x01000193) >>> 0;
  return (result ^ (result >>> 15)) >>> 0;
}
