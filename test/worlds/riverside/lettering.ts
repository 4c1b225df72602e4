/**
 * Capitals of single strokes, four wide and six high. The pictures of the demo must look the same on a
 * machine without any font, so they bring their letters along as lines.
 */
const strokes: Readonly<Record<string, string>> = {
  A: "M0 6L2 0L4 6M.8 4H3.2",
  B: "M0 3H2.4Q4 3 4 4.5Q4 6 2.4 6H0V0H2.2Q3.7 0 3.7 1.5Q3.7 3 2.2 3",
  C: "M4 1.2Q3.4 0 2 0Q0 0 0 3Q0 6 2 6Q3.4 6 4 4.8",
  D: "M0 0V6H1.6Q4 6 4 3Q4 0 1.6 0Z",
  E: "M3.7 0H0V6H3.7M0 3H3",
  F: "M3.7 0H0V6M0 3H3",
  G: "M4 1.2Q3.4 0 2 0Q0 0 0 3Q0 6 2 6Q4 6 4 3.4H2.4",
  H: "M0 0V6M4 0V6M0 3H4",
  I: "M.6 0V6",
  J: "M3 0V4.4Q3 6 1.5 6Q0 6 0 4.6",
  K: "M0 0V6M4 0L0 3.6M1.4 2.4L4 6",
  L: "M0 0V6H3.4",
  M: "M0 6V0L2.2 3.6L4.4 0V6",
  N: "M0 6V0L4 6V0",
  O: "M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0Z",
  P: "M0 6V0H2.4Q4 0 4 1.7Q4 3.4 2.4 3.4H0",
  Q: "M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0ZM2.6 4.4L4 6.2",
  R: "M0 6V0H2.4Q4 0 4 1.7Q4 3.4 2.4 3.4H0M2 3.4L4 6",
  S: "M3.8 1Q3.2 0 2 0Q.2 0 .2 1.5Q.2 2.8 2 3Q4 3.2 4 4.5Q4 6 2 6Q.6 6 0 4.9",
  T: "M0 0H4M2 0V6",
  U: "M0 0V4Q0 6 2 6Q4 6 4 4V0",
  V: "M0 0L2 6L4 0",
  W: "M0 0L1.3 6L2.6 1.4L3.9 6L5.2 0",
  X: "M0 0L4 6M4 0L0 6",
  Y: "M0 0L2 3L4 0M2 3V6",
  Z: "M0 0H4L0 6H4",
  "0": "M2 0Q4 0 4 3Q4 6 2 6Q0 6 0 3Q0 0 2 0Z",
  "1": "M0 1.4L1.8 0V6",
  "2": "M.1 1.5Q.3 0 2 0Q3.9 0 3.9 1.6Q3.9 3 .1 6H4",
  "3": "M.2 1Q.8 0 2 0Q3.7 0 3.7 1.5Q3.7 3 1.6 3Q4 3 4 4.5Q4 6 2 6Q.6 6 0 5",
  "4": "M3 6V0L0 4.2H4",
  "5": "M3.7 0H.6L.3 2.8Q1 2.2 2 2.2Q4 2.2 4 4.1Q4 6 2 6Q.6 6 0 5",
  "6": "M3.6 .8Q3 0 2 0Q0 0 0 3.4Q0 6 2 6Q4 6 4 4.1Q4 2.4 2 2.4Q.4 2.4 .1 4",
  "7": "M0 0H4L1.4 6",
  "8": "M2 0Q3.7 0 3.7 1.5Q3.7 2.9 2 2.9Q.3 2.9 .3 1.5Q.3 0 2 0ZM2 2.9Q4 2.9 4 4.4Q4 6 2 6Q0 6 0 4.4Q0 2.9 2 2.9Z",
  "9": "M.4 5.2Q1 6 2 6Q4 6 4 2.6Q4 0 2 0Q0 0 0 1.9Q0 3.6 2 3.6Q3.6 3.6 3.9 2",
  "-": "M.4 3H2.6",
  ".": "M.4 5.8V6",
  ":": "M.4 2V2.2M.4 5.4V5.6",
  "'": "M.4 0V1.4",
};

const wide: Readonly<Record<string, number>> = {
  I: 1.2,
  J: 3,
  L: 3.4,
  M: 4.4,
  W: 5.2,
  "1": 1.8,
  "-": 3,
  ".": 0.8,
  ":": 0.8,
  "'": 0.8,
  " ": 2.4,
};
const gap = 1.5;

export interface Lettering {
  x: number;
  y: number;
  /** Height of a capital, in pixels. */
  size: number;
  ink: string;
  anchor?: "start" | "middle";
  /** Degrees, clockwise around the start. */
  turn?: number;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (wide[letter] ?? 4) + gap, -gap);
}

/** Words as SVG paths; `y` is the top of the capitals. */
export function lettering(text: string, { x, y, size, ink, anchor, turn }: Lettering): string {
  const scale = size / 6;
  const shift = anchor === "middle" ? (-widthOf(text) * scale) / 2 : 0;
  let at = 0;
  const letters = [...text].map((letter) => {
    const drawn = `<path transform="translate(${at} 0)" d="${strokes[letter] ?? ""}"/>`;
    at += (wide[letter] ?? 4) + gap;
    return drawn;
  });
  return `<g transform="translate(${x} ${y}) rotate(${turn ?? 0}) translate(${shift} 0) scale(${scale})" fill="none"
    stroke="${ink}" stroke-width=".95" stroke-linecap="round" stroke-linejoin="round">${letters.join("")}</g>`;
}
