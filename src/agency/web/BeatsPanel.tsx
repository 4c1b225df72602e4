import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type BeatRow } from "./api-agency.ts";
import { outlineOf } from "./beat-shapes.ts";
import css from "./Pages.module.css";
import { useAct } from "#ui/use-act.ts";
import { settingsWords } from "./words/settings.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** The beats as a list and as a drawing; the list is the drawing's twin for readers. */
export function BeatsPanel() {
  const t = useWords(settingsWords);
  const may = useMay();
  const { data, error, refetch } = useQuery({ queryKey: ["beats"], queryFn: settingsApi.beats });
  return (
    <Panel title={t("beats")}>
      <Stack gap={12}>
        <Quiet>{t("beatsAbout")}</Quiet>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {data?.beats.length === 0 && <EmptyState small picture="lost" sentence={t("beatsNone")} />}
        {data && data.beats.length > 0 && (
          <>
            <BeatMap beats={data.beats} />
            <ul className={css["rows"]}>
              {data.beats.map(({ id, code, name, area }) => (
                <li key={id}>
                  <span>
                    <strong>{code}</strong> {name}
                  </span>
                  {!area && <Quiet small>{t("noArea")}</Quiet>}
                </li>
              ))}
            </ul>
          </>
        )}
        {may("agency.change") && <AddBeat />}
      </Stack>
    </Panel>
  );
}

function BeatMap({ beats }: { beats: readonly BeatRow[] }) {
  const t = useWords(settingsWords);
  const outline = outlineOf(beats);
  if (!outline) return null;
  return (
    <figure className={css["figure"]} aria-label={t("mapOf", { count: outline.shapes.length })}>
      <svg className={css["map"]} viewBox={`0 0 ${outline.width} ${outline.height}`} aria-hidden>
        {outline.shapes.map(({ id, path }) => (
          <path key={id} d={path} fillRule="evenodd" />
        ))}
        {outline.shapes.map(({ id, code, at }) => (
          <text key={id} x={at.x} y={at.y} fontSize={18}>
            {code}
          </text>
        ))}
      </svg>
    </figure>
  );
}

function AddBeat() {
  const t = useWords(settingsWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const add = () =>
    act(async () => {
      await settingsApi.addBeat(code.trim(), name.trim());
      await queries.invalidateQueries({ queryKey: ["beats"] });
      setCode("");
      setName("");
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack gap={12}>
        <div className={css["codeAndName"]}>
          <TextField label={t("code")} value={code} maxLength={20} onChange={setCode} />
          <TextField label={t("beatName")} value={name} maxLength={200} onChange={setName} />
        </div>
        <ErrorNotice error={error} />
        <Button type="submit" loading={busy} disabled={code.trim() === "" || name.trim() === ""}>
          {t("addBeat")}
        </Button>
      </Stack>
    </form>
  );
}
