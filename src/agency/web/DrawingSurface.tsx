import { type KeyboardEvent, type PointerEvent } from "react";
import css from "./AreaDrawing.module.css";
import type { BeatRow } from "./api-agency.ts";
import {
  panned,
  pathIn,
  surface,
  toPosition,
  toScreen,
  viewOf,
  zoomed,
  type Area,
  type View,
} from "./area-view.ts";
import { ringsOf } from "./beat-shapes.ts";

export type Point = [number, number];

/** Where the cross stands first. */
export const middle = { x: surface.width / 2, y: surface.height / 2 };
const stepPx = 8;

interface DrawingSurfaceProps {
  view: View;
  cross: { x: number; y: number };
  known: readonly BeatRow[];
  area: Area | undefined;
  points: readonly Point[];
  label: string;
  hint: string;
  onCross: (cross: { x: number; y: number }) => void;
  onView: (view: View) => void;
  onPoint: (point: Point) => void;
  onUndo: () => void;
}

/** Where one points: by pointer, or by arrows and Enter. No map comes from outside. */
export function DrawingSurface(props: DrawingSurfaceProps) {
  const { view, cross, known, area, points, onCross, onView, onPoint } = props;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * surface.width;
    const y = ((event.clientY - top) / height) * surface.height;
    onCross({ x, y });
    onPoint(toPosition(view, x, y));
  };
  const press = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) onView(panned(view, arrow.x / 4, -arrow.y / 4));
    else if (arrow) onCross(moved(cross, arrow));
    else if (event.key === "Enter") onPoint(toPosition(view, cross.x, cross.y));
    else if (event.key === "Backspace") props.onUndo();
    else if (event.key === "+") onView(zoomed(view, 0.5));
    else if (event.key === "-") onView(zoomed(view, 2));
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application (WAI-ARIA) takes pointer and keys
    <svg
      className={css["surface"]}
      viewBox={`0 0 ${surface.width} ${surface.height}`}
      role="application"
      aria-label={props.label}
      aria-describedby={props.hint}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- and so it has focus
      tabIndex={0}
      onPointerDown={point}
      onKeyDown={press}
    >
      {known.map((one) => (
        <KnownBeat key={one.id} beat={one} view={view} />
      ))}
      <path
        className={css["drawn"]}
        d={area ? pathIn(view, area) : openPath(view, points)}
        fillRule="evenodd"
      />
      {points.map((one, at) => {
        const { x, y } = toScreen(view, one);
        return <circle key={at} className={css["point"]} cx={x} cy={y} r={4} />;
      })}
      <path
        className={css["cross"]}
        d={`M${cross.x - 8} ${cross.y}h16M${cross.x} ${cross.y - 8}v16`}
      />
    </svg>
  );
}

function KnownBeat({ beat, view }: { beat: BeatRow; view: View }) {
  const ring = ringsOf(beat.area)[0];
  if (!ring) return null;
  const { lon, lat } = viewOf([beat.area]);
  const { x, y } = toScreen(view, [lon, lat]);
  return (
    <>
      <path className={css["known"]} d={pathIn(view, beat.area)} />
      <text x={x} y={y}>
        {beat.code}
      </text>
    </>
  );
}

const arrows: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

function moved(cross: { x: number; y: number }, by: { x: number; y: number }) {
  return {
    x: Math.min(surface.width, Math.max(0, cross.x + by.x * stepPx)),
    y: Math.min(surface.height, Math.max(0, cross.y + by.y * stepPx)),
  };
}

/** One or two points are no area yet: a line. */
function openPath(view: View, points: readonly Point[]): string {
  const placed = points.map((one) => toScreen(view, one));
  return placed.length < 2 ? "" : `M${placed.map(({ x, y }) => `${x} ${y}`).join("L")}`;
}
