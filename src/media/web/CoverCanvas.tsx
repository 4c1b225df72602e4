import { useId, useRef, type PointerEvent } from "react";
import { mediaUrl } from "./api.ts";
import { between, type Area, type DrawnBox, type Size } from "./boxes.ts";
import css from "./Cover.module.css";
import type { DrawingTool } from "./use-drawing.ts";
import { coverWords } from "./words/cover.ts";
import { useWords } from "#ui/words.ts";

interface Point {
  x: number;
  y: number;
}
/** What a pointer does from when it goes down until it goes up. */
interface Drag {
  stroke: string;
  from: Point;
  what: "draw" | "move" | "resize";
  id: number | "crop";
  area: Area;
}

/** Of the longer side: wide enough for a thumb. */
const handleShare = 1 / 18;
const drawnFromShare = 1 / 100;

/** The picture with what is drawn over it. Everything here can be done without a pointer in the list beside it. */
export function CoverCanvas({
  sha256,
  size,
  tool,
}: {
  sha256: string;
  size: Size;
  tool: DrawingTool;
}) {
  const t = useWords(coverWords);
  const svg = useRef<SVGSVGElement>(null);
  // Not a state: a quick pointer moves again before anything is drawn anew.
  const drag = useRef<Drag>(undefined);
  const { boxes, crop } = tool.history.now;
  const longer = Math.max(size.width, size.height);
  const handle = longer * handleShare;
  /** In pixels of the picture, however small it is shown. */
  const at = (event: PointerEvent): Point => {
    const onScreen = svg.current?.getScreenCTM();
    const point = new DOMPoint(event.clientX, event.clientY);
    const { x, y } = onScreen ? point.matrixTransform(onScreen.inverse()) : point;
    return { x, y };
  };
  const begin = (event: PointerEvent, what: Drag["what"], id: Drag["id"], area: Area) => {
    event.stopPropagation();
    event.preventDefault();
    svg.current?.setPointerCapture(event.pointerId);
    tool.choose(id === -1 ? undefined : id);
    drag.current = { stroke: `drag ${event.timeStamp}`, from: at(event), what, id, area };
  };
  const onMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const [to, { what, id, from, area, stroke }] = [at(event), drag.current];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (what === "move") return tool.move(id, { ...area, x: area.x + dx, y: area.y + dy }, stroke);
    if (what === "resize") {
      const next = { ...area, width: area.width + dx, height: area.height + dy };
      return tool.resize(id, next, stroke);
    }
    const drawn = between(from, to);
    if (id !== -1) return tool.move(id, drawn, stroke);
    // A touch that only trembles draws nothing.
    if (Math.max(drawn.width, drawn.height) < longer * drawnFromShare) return;
    drag.current.id = tool.add(drawn, stroke);
  };
  const end = () => {
    drag.current = undefined;
  };
  return (
    <svg
      ref={svg}
      className={css["canvas"]}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={t("picture")}
      data-cover-canvas
      onPointerDown={(event) => begin(event, "draw", -1, { x: 0, y: 0, width: 0, height: 0 })}
      onPointerMove={onMove}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <image href={mediaUrl(sha256)} width={size.width} height={size.height} />
      {boxes.map((box) => (
        <Shape
          key={box.id}
          box={box}
          isChosen={tool.chosen === box.id}
          handle={handle}
          begin={(event, what) => begin(event, what, box.id, box)}
        />
      ))}
      {crop && (
        <CropFrame
          crop={crop}
          size={size}
          handle={handle}
          begin={(event, what) => begin(event, what, "crop", crop)}
        />
      )}
    </svg>
  );
}

type Begin = (event: PointerEvent, what: "move" | "resize") => void;

function Shape({
  box,
  isChosen,
  handle,
  begin,
}: {
  box: DrawnBox;
  isChosen: boolean;
  handle: number;
  begin: Begin;
}) {
  const pattern = useId();
  const { x, y, width, height, shape, how } = box;
  const side = Math.max(Math.min(width, height) / 6, 12);
  const look = {
    className: css["box"],
    fill: how === "solid" ? "#000" : `url(#${pattern})`,
    "data-chosen": isChosen || undefined,
    onPointerDown: (event: PointerEvent) => begin(event, "move"),
  };
  return (
    <g>
      <pattern
        id={pattern}
        width={side * 2}
        height={side * 2}
        patternUnits="userSpaceOnUse"
        x={x}
        y={y}
      >
        <rect width={side * 2} height={side * 2} fill="#8b8f96" />
        <rect width={side} height={side} fill="#5d6168" />
        <rect x={side} y={side} width={side} height={side} fill="#6f747c" />
      </pattern>
      {shape === "ellipse" ? (
        <ellipse cx={x + width / 2} cy={y + height / 2} rx={width / 2} ry={height / 2} {...look} />
      ) : (
        <rect x={x} y={y} width={width} height={height} {...look} />
      )}
      {isChosen && <Handle area={box} side={handle} begin={begin} />}
    </g>
  );
}

function CropFrame({
  crop,
  size,
  handle,
  begin,
}: {
  crop: Area;
  size: Size;
  handle: number;
  begin: Begin;
}) {
  const { x, y, width, height } = crop;
  const outside = `M0 0H${size.width}V${size.height}H0ZM${x} ${y}V${y + height}H${x + width}V${y}Z`;
  const grip = { x: x + width / 2 - handle / 2, y: y - handle / 2 };
  return (
    <g>
      <path d={outside} className={css["outside"]} fillRule="evenodd" />
      <rect x={x} y={y} width={width} height={height} className={css["crop"]} />
      <rect
        {...grip}
        y={Math.max(0, grip.y)}
        width={handle}
        height={handle}
        rx={handle / 2}
        className={css["handle"]}
        data-move
        onPointerDown={(event) => begin(event, "move")}
      />
      <Handle area={crop} side={handle} begin={begin} />
    </g>
  );
}

function Handle({ area, side, begin }: { area: Area; side: number; begin: Begin }) {
  return (
    <rect
      x={area.x + area.width - side / 2}
      y={area.y + area.height - side / 2}
      width={side}
      height={side}
      className={css["handle"]}
      onPointerDown={(event) => begin(event, "resize")}
    />
  );
}
