/* Boxes drawn over a picture: whole pixels of it as it stands upright, always inside it. */
export interface Size {
  width: number;
  height: number;
}
export interface Area extends Size {
  left: number;
  top: number;
}
export interface Box extends Area {
  /** Of a document, from 1. */
  page?: number | undefined;
  code: string;
}

const sideMin = 4;
export const boxesMax = 1_000;

/** The area in whole pixels, inside the picture and never smaller than can be seen. */
export function within(area: Area, picture: Size): Area {
  const whole = (value: number) => (Number.isFinite(value) ? Math.round(value) : 0);
  const width = Math.min(Math.max(whole(area.width), sideMin), picture.width);
  const height = Math.min(Math.max(whole(area.height), sideMin), picture.height);
  return {
    left: Math.min(Math.max(whole(area.left), 0), picture.width - width),
    top: Math.min(Math.max(whole(area.top), 0), picture.height - height),
    width,
    height,
  };
}

/** The area between two corners, whichever comes first. */
export function between(from: { x: number; y: number }, to: { x: number; y: number }): Area {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
}

/** Of a page's height: about a line of it. */
const lineShare = 1 / 40;

/** A box in the middle, for whoever draws without a pointer; on a page as high as a line. */
export function middleBox(picture: Size, isPage: boolean): Area {
  const side = Math.max(sideMin, Math.min(picture.width, picture.height) / 4);
  const height = isPage ? Math.max(sideMin, picture.height * lineShare) : side;
  const at = { left: (picture.width - side) / 2, top: (picture.height - height) / 2 };
  return within({ ...at, width: side, height }, picture);
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where an arrow takes the area: a step of it, with Control one pixel; with Shift it grows instead of moving. */
export function keyed(
  { key, shiftKey, ctrlKey }: { key: string; shiftKey: boolean; ctrlKey: boolean },
  area: Area,
  picture: Size,
): Area | undefined {
  const way = ways[key];
  if (!way) return undefined;
  const step = ctrlKey ? 1 : Math.max(1, Math.round(Math.max(picture.width, picture.height) / 80));
  const [dx, dy] = [way[0] * step, way[1] * step];
  const next = shiftKey
    ? { ...area, width: area.width + dx, height: area.height + dy }
    : { ...area, left: area.left + dx, top: area.top + dy };
  return within(next, picture);
}
