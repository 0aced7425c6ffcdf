// Where a text holds the words that were searched.

import { plain } from "./text.js";

/** Spans [start, end) in UTF-16 units of `text` where one of `words` (folded) stands; neighbours are joined. */
export function mark(text, words) {
  const chars = [...text];
  // Each character folds on its own, so that places stay known; texts are written in simplified characters.
  const owner = [];
  let folded = "";
  chars.forEach((char, i) => {
    for (const unit of plain(char).split("")) {
      owner.push(i);
      folded += unit;
    }
  });
  const marked = new Uint8Array(chars.length);
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
      for (let unit = at; unit < at + word.length; unit++) marked[owner[unit]] = 1;
  const spans = [];
  let at = 0;
  chars.forEach((char, i) => {
    const end = at + char.length;
    if (marked[i]) {
      if (spans.at(-1)?.[1] === at) spans.at(-1)[1] = end;
      else spans.push([at, end]);
    }
    at = end;
  });
  return spans;
}
