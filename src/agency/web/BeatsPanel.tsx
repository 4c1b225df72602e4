import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settingsApi, type BeatRow } from "./api-agency.ts";
import { AreaDrawing } from "./AreaDrawing.tsx";
import type { Area } from "./area-view.ts";
import { outlineOf } from "./beat-shapes.ts";
import css from "./Pages.module.css";
import { useAct } from "#ui/use-act.ts";
import { settingsWords } from "./words/settings.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
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
  const [redrawnId, setRedrawn] = useState("");
  const redrawn = data?.beats.find(({ id }) => id === redrawnId);
  const close = () => setRedrawn("");
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
                  {may("agency.change") && (
                    <Button small look="quiet" onClick={() => setRedrawn(id)}>
                      {t(area ? "redraw" : "drawNow")}
                      <span className="ob-hidden"> {code}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        {may("agency.change") && data && <AddBeat known={data.beats} />}
        {redrawn && <RedrawDialog beat={redrawn} known={data?.beats ?? []} onClose={close} />}
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

interface RedrawDialogProps {
  beat: BeatRow;
  known: readonly BeatRow[];
  onClose: () => void;
}

function RedrawDialog({ beat, known, onClose }: RedrawDialogProps) {
  const t = useWords(settingsWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [area, setArea] = useState<Area>();
  const save = () =>
    act(async () => {
      if (area) await settingsApi.redrawBeat(beat.id, area);
      await queries.invalidateQueries({ queryKey: ["beats"] });
      onClose();
    });
  return (
    <Dialog
      open
      title={t("redrawHeading", { name: `${beat.code} ${beat.name}` })}
      onClose={onClose}
    >
      <Stack>
        <AreaDrawing label={t("area")} known={known} onChange={setArea} />
        <ErrorNotice error={error} />
        <Button look="primary" loading={busy} disabled={!area} onClick={() => void save()}>
          {t("redrawSave")}
        </Button>
      </Stack>
    </Dialog>
  );
}

function AddBeat({ known }: { known: readonly BeatRow[] }) {
  const t = useWords(settingsWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [area, setArea] = useState<Area>();
  // A new drawing for the next beat: the surface begins anew.
  const [drawings, setDrawings] = useState(0);
  const add = () =>
    act(async () => {
      await settingsApi.addBeat(code.trim(), name.trim(), area);
      await queries.invalidateQueries({ queryKey: ["beats"] });
      setCode("");
      setName("");
      setArea(undefined);
      setDrawings((count) => count + 1);
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
        <AreaDrawing key={drawings} label={t("areaOptional")} known={known} onChange={setArea} />
        <ErrorNotice error={error} />
        <Button type="submit" loading={busy} disabled={code.trim() === "" || name.trim() === ""}>
          {t("addBeat")}
        </Button>
      </Stack>
    </form>
  );
}
