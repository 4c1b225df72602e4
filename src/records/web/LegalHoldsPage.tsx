import { IconGavel } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Retention.module.css";
import {
  retentionApi,
  useLegalHolds,
  useRetentionChanged,
  type LegalHoldRow,
} from "./retention-api.ts";
import { RetentionTabs } from "./RetentionTabs.tsx";
import { retentionWords } from "./words/retention.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/legal-holds`: what may not be destroyed, and why. */
export function LegalHoldsPage() {
  const t = useWords(retentionWords);
  const may = useMay();
  const { data, error, refetch } = useLegalHolds();
  const standing = data?.holds.filter(({ releasedAt }) => releasedAt === null);
  const released = data?.holds.filter(({ releasedAt }) => releasedAt !== null) ?? [];
  return (
    <>
      <PageHeader title={t("holdsTitle")} about={t("holdsAbout")} />
      <RetentionTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={css["columns"]}>
        <Stack gap={24}>
          <Panel title={t("standing")}>
            {!standing && !error && <SkeletonRows rows={2} />}
            {standing?.length === 0 && <EmptyState small picture="calm" sentence={t("noHolds")} />}
            <ul className={css["list"]}>
              {standing?.map((hold) => (
                <Line key={hold.id} hold={hold} />
              ))}
            </ul>
          </Panel>
          {released.length > 0 && (
            <Panel title={t("released")}>
              <ul className={css["list"]}>
                {released.map((hold) => (
                  <Line key={hold.id} hold={hold} />
                ))}
              </ul>
            </Panel>
          )}
        </Stack>
        {may("legal-hold.place") && <Place />}
      </div>
    </>
  );
}

function Line({ hold }: { hold: LegalHoldRow }) {
  const t = useWords(retentionWords);
  const may = useMay();
  const [releasing, setReleasing] = useState(false);
  const covered = hold.hasQuery
    ? `${hold.words ? t("coversWords", { words: hold.words }) : t("coversAll")}, ${t("comesToo")}`
    : t("coversNamed");
  return (
    <li className={css["line"]}>
      <div>
        <p>
          <strong>{hold.matter}</strong>
        </p>
        <p>{hold.why}</p>
        <p>
          {covered}
          {hold.covers !== undefined && ` · ${t("covers", { count: hold.covers })}`}
        </p>
        <p>
          <Quiet small>
            {t("placedBy", { name: hold.placedByName })}, <TimeAgo at={hold.placedAt} />
            {hold.releasedAt && (
              <>
                {" · "}
                {t("releasedBy", { name: hold.releasedByName ?? "" })},{" "}
                <TimeAgo at={hold.releasedAt} />: {hold.releasedWhy}
              </>
            )}
          </Quiet>
        </p>
      </div>
      {hold.releasedAt === null && may("legal-hold.release") && (
        <Button small onClick={() => setReleasing(true)}>
          {t("release")}
        </Button>
      )}
      {releasing && <Release hold={hold} onClose={() => setReleasing(false)} />}
    </li>
  );
}

function Release({ hold, onClose }: { hold: LegalHoldRow; onClose: () => void }) {
  const t = useWords(retentionWords);
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const release = () =>
    act(async () => {
      await retentionApi.release(hold.id, why);
      await changed();
      onClose();
      toast(t("releasedToast"));
    });
  return (
    <Dialog open title={`${t("release")}: ${hold.matter}`} onClose={onClose}>
      <Stack>
        <p>{t("releaseConsequence")}</p>
        <AreaField label={t("why")} maxLength={900} value={why} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={why.trim().length < 3}
            onClick={() => void release()}
          >
            {t("release")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

function Place() {
  const t = useWords(retentionWords);
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [matter, setMatter] = useState("");
  const [why, setWhy] = useState("");
  const [words, setWords] = useState("");
  const place = () =>
    act(async () => {
      const query = words.trim() === "" ? {} : { words: words.trim() };
      await retentionApi.place({ matter, why, query });
      setMatter("");
      setWhy("");
      setWords("");
      await changed();
      toast(t("placed"));
    });
  return (
    <Panel title={t("place")}>
      <Stack>
        <TextField
          label={t("matter")}
          hint={t("matterHint")}
          maxLength={200}
          value={matter}
          onChange={setMatter}
        />
        <AreaField label={t("reason")} rows={2} maxLength={900} value={why} onChange={setWhy} />
        <TextField
          label={t("words")}
          hint={t("wordsHint")}
          maxLength={500}
          value={words}
          onChange={setWords}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            icon={IconGavel}
            loading={busy}
            disabled={matter.trim() === "" || why.trim().length < 3}
            onClick={() => void place()}
          >
            {t("placeNow")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
