// Input methods: pinyin that is still being turned into characters is nobody's question.

/**
 * Call `act` when the words in `input` have changed and stand as they are.
 * @param {HTMLInputElement} input
 * @param {() => void} act
 */
export function onWords(input, act) {
  let composing = false;
  let words = input.value;
  const settle = () => {
    if (composing || input.value === words) return;
    words = input.value;
    act();
  };
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => {
    composing = false;
    settle(); // some browsers send the last input event before this one, some after
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault(); // confirms characters, sends nothing
  });
  input.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) settle();
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
