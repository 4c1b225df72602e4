import { useId, useState } from "react";
import css from "./AreaDrawing.module.css";
import { readGeoJson, type Area } from "./area-view.ts";
import { settingsWords } from "./words/settings.ts";
import { Button } from "#ui/buttons.tsx";
import { AreaField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

const sizeBytesMax = 2_000_000;

/** A beat as a map program wrote it: a file, or its text. What was read is drawn before it is kept. */
export function GeoJsonField({ onArea }: { onArea: (area: Area) => void }) {
  const t = useWords(settingsWords);
  const id = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const read = (given: string) => {
    const area = given.length <= sizeBytesMax ? readGeoJson(given) : undefined;
    setProblem(area ? undefined : t("geoJsonBad"));
    if (area) onArea(area);
  };
  return (
    <details>
      <summary>{t("geoJson")}</summary>
      <div className={css["field"]}>
        <label htmlFor={id}>{t("geoJsonFile")}</label>
        <input
          id={id}
          className={css["file"]}
          type="file"
          accept=".geojson,.json,application/geo+json"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(read)}
        />
        <AreaField label={t("geoJsonText")} optional rows={3} value={text} onChange={setText} />
        {problem !== undefined && <p role="alert">{problem}</p>}
        <Button small disabled={text.trim() === ""} onClick={() => read(text)}>
          {t("geoJsonUse")}
        </Button>
      </div>
    </details>
  );
}
