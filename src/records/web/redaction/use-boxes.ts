import { useState } from "react";
import { boxesMax, within, type Area, type Box, type Size } from "./boxes.ts";

/** A box with its place among all boxes of the attachment. */
export interface PlacedBox {
  box: Box;
  at: number;
}

/** The boxes of an attachment until they are saved. A document's are told apart by `page`, a picture has no page. */
export function useBoxes(saved: readonly Box[], page: number | undefined, size: Size) {
  const [boxes, setBoxes] = useState<readonly Box[]>(saved);
  const [chosen, choose] = useState<number>();
  const [lastCode, setLastCode] = useState(saved[0]?.code ?? "");
  const here: PlacedBox[] = boxes
    .map((box, at) => ({ box, at }))
    .filter(({ box }) => box.page === page);
  return {
    boxes,
    here,
    chosen,
    choose,
    /** What the chosen box stands on, or the next one will. */
    code: boxes[chosen ?? -1]?.code ?? lastCode,
    isCoded: boxes.every((one) => one.code !== ""),
    add(area: Area) {
      const place = page === undefined ? {} : { page };
      setBoxes([...boxes, { ...place, ...within(area, size), code: lastCode }].slice(0, boxesMax));
      choose(boxes.length);
    },
    put(at: number, area: Area) {
      setBoxes((before) =>
        before.map((one, nth) => (nth === at ? { ...one, ...within(area, size) } : one)),
      );
    },
    remove(at: number) {
      setBoxes(boxes.filter((_, nth) => nth !== at));
      choose(undefined);
    },
    recode(code: string) {
      setLastCode(code);
      setBoxes(boxes.map((one, nth) => (nth === chosen ? { ...one, code } : one)));
    },
  };
}
