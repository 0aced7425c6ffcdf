// Input methods: pinyin that is still being turned into characters is nobody's question.

/**
 * Call `act` when the reader has changed the words in `input` and they stand as they are; twice for the same words in
 * browsers that send the last input event after the composition's end.
 * @param {HTMLInputElement} input
 * @param {() => void} act
 */
export function onWords(input, act) {
  let composing = false;
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => {
    composing = false;
    act();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault(); // confirms characters, sends nothing
  });
  input.addEventListener("input", (event) => {
    if (!composing && !(/** @type {InputEvent} */ (event).isComposing)) act();
  });
}

/**
 * Say that a key belongs to the input method. Safari sends the Enter that confirms a composition after its end, with
 * the key code 229 as its only sign.
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}
