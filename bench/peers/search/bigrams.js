// MiniSearch with pairs of neighbouring Chinese characters for words, all else as it comes.
import { options as plain } from "./words.js";

function tokenize(text) {
  return (text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []).flatMap(terms);
}

function terms(run) {
  const characters = [...run];
  if (characters.length < 2 || !/\p{Script=Han}/u.test(run)) return [run];
  return characters.slice(1).map((character, place) => characters[place] + character);
}

export const options = { ...plain, tokenize };
