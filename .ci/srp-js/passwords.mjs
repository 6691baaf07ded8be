// Random values that reach the corners of SRP as these clients compute it.
import { randomBytes, randomInt } from "node:crypto";

// Ranges of code points, from which passwords and names are drawn: ASCII, the
// bytes above it in Latin-1, letters of two and three bytes, combining marks,
// and characters outside the basic plane.
const RANGES = [
  [0x21, 0x7e],
  [0xa1, 0xff],
  [0x370, 0x3ff],
  [0x4e00, 0x9fff],
  [0x300, 0x36f],
  [0x1f600, 0x1f64f],
];

const oneOf = (list) => list[randomInt(list.length)];

function character([low, high]) {
  for (;;) {
    const c = String.fromCodePoint(randomInt(low, high + 1));
    if (/^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(c)) return c;
  }
}

// text draws length characters, all of one range of RANGES or of all of them.
export function text(length, ranges = RANGES) {
  return Array.from({ length }, () => character(oneOf(ranges))).join("");
}

// password is the i-th of a series: valid in every demo pool, with what RANGES
// holds in turn, and at last all of it mixed.
export function password(i) {
  const range = RANGES[i % (RANGES.length + 1)];
  return "Aa1!" + text(randomInt(4, 40), range ? [range] : RANGES);
}

// hex draws a number of the given size, at times one that begins with zero
// bytes or with a set bit, whose padding differs.
export function hex(bytes) {
  const drawn = randomBytes(bytes);
  switch (randomInt(4)) {
    case 0:
      drawn[0] |= 0x80;
      break;
    case 1:
      drawn[0] &= 0x0f;
      break;
    case 2:
      drawn[0] = 0;
      break;
  }
  if (drawn.every((b) => b === 0)) drawn[bytes - 1] = 1;
  return drawn.toString("hex");
}

// altered answers passwords that are nearly this one.
export function altered(right) {
  const [characters, swapped] = [[...right], right.replace(/^Aa/, "aA")];
  const other = ["NFC", "NFD", "NFKC"].map((form) => right.normalize(form)).filter((s) => s !== right);
  return [characters.slice(0, -1).join(""), right + "x", swapped, ...other];
}
