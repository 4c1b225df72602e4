/*
 * What is drawn over a picture by hand: boxes that will be covered, and what is left of it. Whole pixels of the
 * picture, always inside it. Every change can be taken back.
 */
export interface Size {
  width: number;
  height: number;
}
export interface Area extends Size {
  x: number;
  y: number;
}
export interface DrawnBox extends Area {
  id: number;
  shape: "rectangle" | "ellipse";
  how: "solid" | "pixelate";
}
export interface Drawing {
  boxes: readonly DrawnBox[];
  crop: Area | null;
}
export interface History {
  now: Drawing;
  past: readonly Drawing[];
  future: readonly Drawing[];
  /** Of a drag: its many steps are one change. */
  stroke: string | undefined;
}

const sideMin = 8;
export const boxesMax = 100;
const cropRatios = { "1:1": 1, "4:5": 0.8, "1.91:1": 1.91, "16:9": 16 / 9 } as const;
export type CropChoice = "none" | "free" | keyof typeof cropRatios;

export const blank: History = {
  now: { boxes: [], crop: null },
  past: [],
  future: [],
  stroke: undefined,
};

/** The next drawing; what comes with the same `stroke` as the last one is one change with it. */
export function change(history: History, next: Drawing, stroke?: string): History {
  const isSame = stroke !== undefined && stroke === history.stroke;
  return {
    now: next,
    past: isSame ? history.past : [...history.past, history.now],
    future: [],
    stroke,
  };
}

export function undo({ now, past, future }: History): History {
  const before = past.at(-1);
  if (!before) return { now, past, future, stroke: undefined };
  return { now: before, past: past.slice(0, -1), future: [now, ...future], stroke: undefined };
}

export function redo({ now, past, future }: History): History {
  const [next, ...later] = future;
  if (!next) return { now, past, future, stroke: undefined };
  return { now: next, past: [...past, now], future: later, stroke: undefined };
}

/** The area in whole pixels, inside the picture and never smaller than can be seen. */
export function within(area: Area, picture: Size): Area {
  const whole = (value: number) => (Number.isFinite(value) ? Math.round(value) : 0);
  const width = Math.min(Math.max(whole(area.width), sideMin), picture.width);
  const height = Math.min(Math.max(whole(area.height), sideMin), picture.height);
  return {
    x: Math.min(Math.max(whole(area.x), 0), picture.width - width),
    y: Math.min(Math.max(whole(area.y), 0), picture.height - height),
    width,
    height,
  };
}

/** The area between two corners, whichever comes first. */
export function between(from: { x: number; y: number }, to: { x: number; y: number }): Area {
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

/** A box in the middle, for whoever draws without a pointer. */
export function middleBox(picture: Size): Area {
  const side = Math.max(sideMin, Math.min(picture.width, picture.height) / 4);
  const at = { x: (picture.width - side) / 2, y: (picture.height - side) / 2 };
  return within({ ...at, width: side, height: side }, picture);
}

/** As much of the picture as fits a choice, from its middle. */
export function cropFor(choice: CropChoice, picture: Size): Area | null {
  if (choice === "none") return null;
  if (choice === "free") return { x: 0, y: 0, ...picture };
  const ratio = cropRatios[choice];
  const width = Math.min(picture.width, picture.height * ratio);
  const height = width / ratio;
  const at = { x: (picture.width - width) / 2, y: (picture.height - height) / 2 };
  return within({ ...at, width, height }, picture);
}

/** The area with another size, in its proportions where a crop has some. */
export function resized(area: Area, size: Size, picture: Size, choice: CropChoice = "free"): Area {
  if (choice === "free" || choice === "none") return within({ ...area, ...size }, picture);
  const ratio = cropRatios[choice];
  const room = Math.min(picture.width - area.x, (picture.height - area.y) * ratio);
  const width = Math.min(Math.max(size.width, sideMin * Math.max(1, ratio)), room);
  return within({ ...area, width, height: width / ratio }, picture);
}
