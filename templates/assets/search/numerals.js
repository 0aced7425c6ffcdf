// Numbers that are written in another way: the browser's side of wenda/search/numerals.py.

const DIGITS = { 两: 2, ...Object.fromEntries([..."零一二三四五六七八九"].map((char, value) => [char, value])) };
export const IN_FULL = /[零一二两三四五六七八九十百千万亿]{2,}/gu;
export const HAN_NUMBER = /[零一二两三四五六七八九十百]+(?=[年月天岁元块成个周日])/gu;

/** What a Chinese numeral below a thousand means, 0 for what is no number. */
export function value(numeral) {
  let total = 0, digit = 0;
  for (const char of numeral) {
    if (char === "十" || char === "百") {
      total += (digit || 1) * (char === "十" ? 10 : 100);
      digit = 0;
    } else if (digit && !total) return 0;
    else digit = DIGITS[char];
  }
  return total + digit;
}

/** Other ways to write a number with its unit. */
export function otherSpellings(term) {
  const number = term.slice(0, -1), unit = term.at(-1);
  if (unit === "块") return [`${number}元`];
  if (unit !== "年") return [];
  if (number.length === 4 && number.startsWith("20")) return [`${number.slice(2)}年`];
  return number.length === 2 && "21" <= number && number <= "39" ? [`20${number}年`] : [];
}
