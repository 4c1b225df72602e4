import { IconArrowBackUp, IconMinus, IconPlus, IconTrash } from "@tabler/icons-react";
import { useId, useState } from "react";
import css from "./AreaDrawing.module.css";
import type { BeatRow } from "./api-agency.ts";
import { polygonOf, readPoint, toPosition, viewOf, zoomed, type Area } from "./area-view.ts";
import { ringsOf } from "./beat-shapes.ts";
import { DrawingSurface, middle, type Point } from "./DrawingSurface.tsx";
import { GeoJsonField } from "./GeoJsonField.tsx";
import { settingsWords } from "./words/settings.ts";
import { Button } from "#ui/buttons.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface AreaDrawingProps {
  label: string;
  known: readonly BeatRow[];
  /** What stands already. */
  initial?: Area | undefined;
  onChange: (area: Area | undefined) => void;
}

/**
 * An area drawn over the known beats: by pointer, by arrows and Enter, by typed places, or from a GeoJSON
 * file. No map comes from outside: the page lets no foreign picture in, and the server asks nobody.
 */
export function AreaDrawing({ label, known, initial, onChange }: AreaDrawingProps) {
  const t = useWords(settingsWords);
  const hint = useId();
  const [view, setView] = useState(() =>
    viewOf(initial ? [initial] : known.map(({ area }) => area)),
  );
  const [points, setPoints] = useState<Point[]>([]);
  const [imported, setImported] = useState<Area | undefined>(initial);
  const [cross, setCross] = useState(middle);
  const area = imported ?? polygonOf(points);
  const draw = (next: Point[]) => {
    setImported(undefined);
    setPoints(next);
    onChange(polygonOf(next));
  };
  const take = (next: Area | undefined) => {
    setPoints([]);
    setImported(next);
    if (next) setView(viewOf([next]));
    onChange(next);
  };
  const addTyped = (point: Point) => {
    // With nothing else to look at, the first place becomes the middle of a town's extent.
    if (points.length === 0 && !known.some((one) => ringsOf(one.area).length > 0))
      setView({ lon: point[0], lat: point[1], span: 0.2 });
    draw([...points, point]);
  };
  return (
    <fieldset className={css["field"]}>
      <legend>{label}</legend>
      <p id={hint} className={css["read"]}>
        {t("drawHint")}
      </p>
      <DrawingSurface
        {...{ view, cross, known, area, hint }}
        points={points}
        label={t("drawSurface", { count: points.length })}
        onCross={setCross}
        onView={setView}
        onPoint={(point) => draw([...points, point])}
        onUndo={() => draw(points.slice(0, -1))}
      />
      <output className={css["read"]}>
        {imported
          ? t("drawImported", { count: ringsOf(imported).length })
          : t("drawStands", { count: points.length })}{" "}
        {t("drawCross", { place: toPosition(view, cross.x, cross.y).toReversed().join(", ") })}
      </output>
      <Row>
        <Button
          small
          icon={IconArrowBackUp}
          disabled={points.length === 0}
          onClick={() => draw(points.slice(0, -1))}
        >
          {t("drawUndo")}
        </Button>
        <Button
          small
          icon={IconTrash}
          disabled={!area && points.length === 0}
          onClick={() => take(undefined)}
        >
          {t("drawClear")}
        </Button>
        <Button small icon={IconPlus} onClick={() => setView(zoomed(view, 0.5))}>
          {t("drawCloser")}
        </Button>
        <Button small icon={IconMinus} onClick={() => setView(zoomed(view, 2))}>
          {t("drawFarther")}
        </Button>
      </Row>
      <TypedPoint onAdd={addTyped} />
      <GeoJsonField onArea={take} />
    </fieldset>
  );
}

function TypedPoint({ onAdd }: { onAdd: (point: Point) => void }) {
  const t = useWords(settingsWords);
  const [text, setText] = useState("");
  const point = readPoint(text);
  return (
    <div className={css["byHand"]}>
      <TextField label={t("drawPlace")} hint={t("drawPlaceHint")} value={text} onChange={setText} />
      <Button
        disabled={point === undefined}
        onClick={() => {
          if (point) onAdd(point);
          setText("");
        }}
      >
        {t("drawAdd")}
      </Button>
    </div>
  );
}
