import { useRef, useState, type PointerEvent } from "react";
import { redactionWords } from "../words/redaction.ts";
import { between, type Area, type Size } from "./boxes.ts";
import css from "./Redaction.module.css";
import type { useBoxes } from "./use-boxes.ts";
import { useWords } from "#ui/words.ts";

/** What a pointer does from when it goes down until it goes up. */
interface Drag {
  what: "draw" | "move" | "resize";
  from: { x: number; y: number };
  /** The box that is moved or resized. */
  at: number | undefined;
  /** Of that box when it began; of a new one as it is drawn. */
  area: Area;
}

interface BoxCanvasProps {
  href: string;
  size: Size;
  label: string;
  /** Percent of the width there is. */
  zoom: number;
  isDocument: boolean;
  tool: ReturnType<typeof useBoxes>;
}

/** Of the longer side: wide enough for a thumb; on a page no higher than its lines. */
const handleShare = { picture: 1 / 18, page: 1 / 40 };
const drawnFromShare = { picture: 1 / 100, page: 1 / 250 };
const nowhere = { left: 0, top: 0, width: 0, height: 0 };

/** A picture, or a page, with its boxes. Everything here can be done without a pointer in the list beside it. */
export function BoxCanvas({ href, size, label, zoom, isDocument, tool }: BoxCanvasProps) {
  const { boxes, here, chosen, choose, add, put } = tool;
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const [picture, setPicture] = useState<"coming" | "here" | "failed">("coming");
  const t = useWords(redactionWords);
  const longer = Math.max(size.width, size.height);
  const kind = isDocument ? "page" : "picture";
  const handle = longer * handleShare[kind];
  /** In pixels of the picture, however small it is shown. */
  const pointOf = (event: PointerEvent) => {
    const onScreen = svg.current?.getScreenCTM();
    const point = new DOMPoint(event.clientX, event.clientY);
    return onScreen ? point.matrixTransform(onScreen.inverse()) : point;
  };
  const begin = (event: PointerEvent, what: Drag["what"], at?: number) => {
    event.stopPropagation();
    event.preventDefault();
    svg.current?.setPointerCapture(event.pointerId);
    choose(at);
    setDrag({ what, from: pointOf(event), at, area: boxes[at ?? -1] ?? nowhere });
  };
  const onMove = (event: PointerEvent) => {
    if (!drag) return;
    const to = pointOf(event);
    const { what, from, at, area } = drag;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (what === "draw") return setDrag({ ...drag, area: between(from, to) });
    if (at === undefined) return;
    if (what === "move") return put(at, { ...area, left: area.left + dx, top: area.top + dy });
    put(at, { ...area, width: area.width + dx, height: area.height + dy });
  };
  /** A box comes into the list when it is drawn: until then nothing on the page may move under the pointer. */
  const end = (event: PointerEvent) => {
    setDrag(undefined);
    if (drag?.what !== "draw") return;
    // To where the pointer is: its last move may not be drawn yet. A touch that only trembles draws nothing.
    const area = between(drag.from, pointOf(event));
    if (isDrawn(area)) add(area);
  };
  const isDrawn = ({ width, height }: Area) =>
    Math.max(width, height) >= longer * drawnFromShare[kind];
  return (
    <>
      {picture !== "here" && (
        <p className={css["coming"]} role="status">
          {t(picture === "failed" ? "pageFailed" : "pageComing")}
        </p>
      )}
      <svg
        ref={svg}
        className={css["canvas"]}
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={label}
        style={{ width: `${zoom}%` }}
        data-shows={picture}
        // What is not seen yet cannot be covered.
        onPointerDown={(event) => picture === "here" && begin(event, "draw")}
        onPointerMove={onMove}
        onPointerUp={end}
        onPointerCancel={() => setDrag(undefined)}
      >
        <image
          href={href}
          width={size.width}
          height={size.height}
          onLoad={() => setPicture("here")}
          onError={() => setPicture("failed")}
        />
        {here.map(({ box: { left, top, width, height }, at }) => (
          <g key={at}>
            <rect
              x={left}
              y={top}
              width={width}
              height={height}
              className={css["box"]}
              data-chosen={chosen === at || undefined}
              onPointerDown={(event) => begin(event, "move", at)}
            />
            {chosen === at && (
              <rect
                x={left + width - handle / 2}
                y={top + height - handle / 2}
                width={handle}
                height={handle}
                className={css["handle"]}
                onPointerDown={(event) => begin(event, "resize", at)}
              />
            )}
          </g>
        ))}
        {drag?.what === "draw" && isDrawn(drag.area) && (
          <rect
            x={drag.area.left}
            y={drag.area.top}
            width={drag.area.width}
            height={drag.area.height}
            className={css["box"]}
          />
        )}
      </svg>
    </>
  );
}
