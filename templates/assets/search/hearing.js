// What a reader meant by how it sounds: the browser's side of wenda/search/hearing.py, which explains it.

const SEGMENTATIONS = 6, CHANGE = 0.6, NEAR_CHANGE = 1.5, LITERAL = 3, LONGEST = 6, COMMONEST = 8;
export const UNKNOWN = "\ufffd";

/** The ways to cut `letters` into the fewest of `syllables` (a Set), at most SEGMENTATIONS. */
export function segment(letters, syllables) {
  const ways = [[[]]];
  for (let end = 1; end <= letters.length; end++) {
    const found = [];
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const syllable = letters.slice(start, end);
      if (syllables.has(syllable)) found.push(...ways[start].map((way) => [...way, syllable]));
    }
    const fewest = Math.min(...found.map((way) => way.length));
    ways.push(found.filter((way) => way.length === fewest).slice(0, SEGMENTATIONS));
  }
  return ways.at(-1);
}

/** The score of the likeliest characters, and these. */
export function likeliest(known, heard, literal) {
  let best = new Map([...choices(known, heard, 0)].map(([char, cost]) => [char, [-cost, char]]));
  for (let place = 1; place < known.length; place++) {
    const worth = new Map();
    for (const { pair, count } of heard[place - 1]) if (!worth.has(pair)) worth.set(pair, Math.log(1 + count));
    const step = new Map();
    for (const [char, cost] of choices(known, heard, place)) {
      let top = null;
      for (const [before, [value, text]] of best) {
        const pair = before + char;
        const gain = Math.max(worth.get(pair) ?? 0, literal.get(pair) ? LITERAL : 0);
        const option = [value + gain - cost, text + char];
        if (!top || greater(option, top)) top = option;
      }
      step.set(char, top);
    }
    best = step;
  }
  return [...best.values()].reduce((top, option) => (greater(option, top) ? option : top));
}

export const greater = (a, b) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

function choices(known, heard, place) {
  const typed = known[place], found = new Map([[typed, 0]]);
  for (const [pairs, position] of [[heard[place - 1], 1], [heard[place], 0]])
    for (const { pair, exact } of pairs ?? []) {
      const char = pair[position];
      if (char === typed) continue;
      const cost = typed === UNKNOWN ? (exact ? 0 : CHANGE) : exact ? CHANGE : NEAR_CHANGE;
      found.set(char, Math.min(found.get(char) ?? cost, cost));
    }
  return found;
}

/** The pairs {pair, count, exact} in the shard of `sound` that sound the same or nearly. */
export function alike(sound, shard) {
  const wanted = nearSound(sound), found = [];
  for (const [name, values] of Object.entries(shard)) {
    const [first, second] = name.split(" ");
    if (nearSound([first, second]) !== wanted) continue;
    const exact = first === sound[0] && second === sound[1];
    const end = Math.min(values.length, 2 * COMMONEST);
    for (let i = 0; i < end; i += 2) found.push({ pair: values[i], count: values[i + 1], exact });
  }
  return found.sort((a, b) => b.exact - a.exact || b.count - a.count || (a.pair < b.pair ? -1 : 1));
}

/** The name under which sounds that are taken for one another share a shard. */
export const nearSound = ([first, second]) => `${near(first)} ${near(second)}`;

function near(syllable) {
  if (/^[zcs]h/.test(syllable)) syllable = syllable[0] + syllable.slice(2);
  else if (syllable[0] === "l") syllable = `n${syllable.slice(1)}`;
  return syllable.endsWith("ng") && !syllable.endsWith("ong") ? syllable.slice(0, -1) : syllable;
}
