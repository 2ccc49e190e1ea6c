// Which key was pressed when a Vietnamese input method has put a letter of its own in its place.
// Some work outside of text fields as well: with Telex "aa" becomes "â" and "as" becomes "á" where only keys were meant.

const TONES = { "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j" };
const SHAPES = { "â": "a", "ê": "e", "ô": "o", "ă": "w", "ư": "w", "ơ": "w", "đ": "d" };

/** The key behind `key`, a KeyboardEvent's: "ấ" was made by "s", "â" by "a", "ư" by "w". */
export function pressed(key) {
  if ([...key].length !== 1) return key;
  const tone = [...key.normalize("NFD")].find((mark) => mark in TONES);
  return tone ? TONES[tone] : SHAPES[key.toLowerCase()] ?? key;
}
