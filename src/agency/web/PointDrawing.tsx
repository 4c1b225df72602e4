import { IconMapPinOff, IconMinus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { settingsApi, type BeatRow } from "./api-agency.ts";
import css from "./AreaDrawing.module.css";
import { readPoint, toPosition, toScreen, viewOf, zoomed } from "./area-view.ts";
import { ringsOf } from "./beat-shapes.ts";
import { DrawingSurface, middle, type Point } from "./DrawingSurface.tsx";
import { pointWords } from "./words/point.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

interface PointDrawingProps {
  label: string;
  hint: string;
  point: { lat: number; lon: number } | null;
  onChange: (point: { lat: number; lon: number } | null) => void;
}

/** One point over the agency's beats: by pointer, by arrows and Enter, or typed. */
export function PointDrawing(props: PointDrawingProps) {
  const { data, error, refetch } = useQuery({ queryKey: ["beats"], queryFn: settingsApi.beats });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  return <Drawing known={data.beats} {...props} />;
}

function Drawing({
  label,
  hint,
  point,
  onChange,
  known,
}: PointDrawingProps & { known: readonly BeatRow[] }) {
  const t = useWords(pointWords);
  const how = useId();
  const [view, setView] = useState(() => viewFor(known, point));
  const [cross, setCross] = useState(() =>
    point ? toScreen(view, [point.lon, point.lat]) : middle,
  );
  const set = ([lon, lat]: Point) => onChange({ lat, lon });
  return (
    <fieldset className={css["field"]}>
      <legend>{label}</legend>
      <p id={how} className={css["read"]}>
        {hint} {t("how")}
      </p>
      <DrawingSurface
        {...{ view, cross, known }}
        area={undefined}
        points={point ? [[point.lon, point.lat]] : []}
        label={t("surface")}
        hint={how}
        onCross={setCross}
        onView={setView}
        onPoint={set}
        onUndo={() => onChange(null)}
      />
      <output className={css["read"]}>
        {point ? t("stands", { place: `${point.lat}, ${point.lon}` }) : t("none")}{" "}
        {t("cross", { place: toPosition(view, cross.x, cross.y).toReversed().join(", ") })}
      </output>
      <Row>
        <Button small icon={IconMapPinOff} disabled={!point} onClick={() => onChange(null)}>
          {t("clear")}
        </Button>
        <Button small icon={IconPlus} onClick={() => setView(zoomed(view, 0.5))}>
          {t("closer")}
        </Button>
        <Button small icon={IconMinus} onClick={() => setView(zoomed(view, 2))}>
          {t("farther")}
        </Button>
      </Row>
      <Typed
        onSet={(typed) => {
          set(typed);
          setView(viewFor(known, { lon: typed[0], lat: typed[1] }));
        }}
      />
    </fieldset>
  );
}

/** A point outside of every beat, or where there is none, is looked at with what lies around it. */
function viewFor(known: readonly BeatRow[], point: PointDrawingProps["point"]) {
  const areas = known.map(({ area }) => area);
  const hasBeats = areas.some((area) => ringsOf(area).length > 0);
  if (!point) return viewOf(areas);
  if (!hasBeats) return { ...point, span: 0.2 };
  const { lon, lat } = point;
  const spot = [lon, lat] as const;
  return viewOf([...areas, { type: "Polygon", coordinates: [[spot, spot, spot, spot]] }]);
}

function Typed({ onSet }: { onSet: (point: Point) => void }) {
  const t = useWords(pointWords);
  const [text, setText] = useState("");
  const point = readPoint(text);
  return (
    <div className={css["byHand"]}>
      <TextField label={t("typed")} hint={t("typedHint")} value={text} onChange={setText} />
      <Button
        disabled={point === undefined}
        onClick={() => {
          if (point) onSet(point);
          setText("");
        }}
      >
        {t("set")}
      </Button>
    </div>
  );
}
