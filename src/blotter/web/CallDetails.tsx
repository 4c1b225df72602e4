import { useState } from "react";
import { blotterApi, useBlotterChanged, useCall, type CallData } from "./api.ts";
import { meanings } from "./call-states.ts";
import { blotterWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { Timeline } from "#ui/Timeline.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

/** One call: every type it had, everything the public ever saw of it, and the way to keep it back. */
export function CallDetails({ id }: { id: string }) {
  const t = useWords(blotterWords);
  const may = useMay();
  const language = useLanguage();
  const { data, error, refetch } = useCall(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  return (
    <Stack gap={16}>
      <Panel title={t("types")}>
        <ol>
          {data.types.map(({ place, type }) => (
            <li key={place}>{type}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={t("history")}>
        <Timeline
          label={t("history")}
          entries={data.showings
            .map((one) => ({
              id: String(one.place),
              at: one.at,
              who: t(one.state),
              what: saysOf(t, one, language),
              meaning: meanings[one.state],
            }))
            .reverse()}
        />
      </Panel>
      {may("blotter.keep") && <Keeping call={data} />}
    </Stack>
  );
}

type Showing = CallData["showings"][number];
type SayOf = Say<"asBlock" | "asBeat" | NonNullable<Showing["protection"]>>;

function saysOf(t: SayOf, { protection, label, tells }: Showing, language: string): string {
  if (protection !== null) return t(protection);
  if (label === null) return "";
  return `${label[language] ?? label["en"] ?? ""}, ${t(tells === "block" ? "asBlock" : "asBeat")}`;
}

function Keeping({ call }: { call: CallData }) {
  const t = useWords(blotterWords);
  const changed = useBlotterChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const change = (what: () => Promise<unknown>, said: string) =>
    void act(async () => {
      await what();
      setWhy("");
      await changed();
      toast(said);
    });
  if (call.keptBack)
    return (
      <Panel title={t("keptBy", { why: call.keptBack.why })}>
        <Quiet>{t("letGoAbout")}</Quiet>
        <ErrorNotice error={error} />
        <Row end>
          <Button
            loading={busy}
            onClick={() => change(() => blotterApi.letGo(call.id), t("isFree"))}
          >
            {t("letGo")}
          </Button>
        </Row>
      </Panel>
    );
  return (
    <Panel title={t("keepBack")}>
      <Stack gap={12}>
        <Quiet>{t("keepAbout")}</Quiet>
        <AreaField label={t("why")} maxLength={500} rows={2} value={why} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            loading={busy}
            disabled={why.trim().length < 3}
            onClick={() => change(() => blotterApi.keep(call.id, why), t("isKept"))}
          >
            {t("keepBack")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
