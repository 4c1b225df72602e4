import { IconPlus, IconRecycle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { planningApi, useEvergreens, usePlanningChanged, type EvergreenRow } from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { planningWords } from "./words/planning.ts";
import { queueWords } from "./words/queue.ts";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { ask } from "#ui/api.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { PickField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/planning/evergreen`: posts that may be used again, and why one may not just now. */
export function EvergreenPage() {
  const t = useWords(queueWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useEvergreens();
  return (
    <>
      <PageHeader title={p("tabEvergreen")} about={t("evergreenAbout")} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      <div className={css["panels"]} data-first="wider">
        {data && (
          <Panel title={p("tabEvergreen")}>
            {data.evergreens.length === 0 ? (
              <EmptyState small picture="calm" sentence={t("evergreenNone")} />
            ) : (
              <ul className={css["plain"]}>
                {data.evergreens.map((row) => (
                  <Evergreen key={row.id} row={row} />
                ))}
              </ul>
            )}
          </Panel>
        )}
        {may("evergreen.write") && <Keep />}
      </div>
    </>
  );
}

function Evergreen({ row }: { row: EvergreenRow }) {
  const t = useWords(queueWords);
  const may = useMay();
  const navigate = useNavigate();
  const changed = usePlanningChanged();
  const objective = useObjectiveName();
  const day = useDayWords();
  const { busy, error, act } = useAct();
  const use = () =>
    act(async () => {
      const { postId } = await planningApi.use(row.id);
      await changed();
      await navigate(`/posts/${postId}/edit`);
    });
  return (
    <li className={css["line"]}>
      <div>
        <p>
          <strong>{row.title}</strong>{" "}
          <StateBadge
            meaning={row.isOffered ? "good" : "neutral"}
            label={row.why ? t(row.why, { count: row.inDays ?? 0 }) : t("offered")}
          />
        </p>
        <p className={css["words"]}>{row.text}</p>
        <p>
          <Quiet>
            {objective(row.objective)} · {t("until", { date: day.year(row.expiresOn) })} ·{" "}
            {t("used", { count: row.uses })}
          </Quiet>
        </p>
        <ErrorNotice error={error} />
      </div>
      <div className={css["acts"]}>
        {may("evergreen.use") && row.isOffered && (
          <Button small icon={IconRecycle} loading={busy} onClick={() => void use()}>
            {t("use")}
          </Button>
        )}
        {may("evergreen.write") && row.retiredAt === null && (
          <ConfirmButton
            small
            look="quiet"
            consequence={t("retireConsequence")}
            onConfirm={async () => {
              await planningApi.retire(row.id);
              await changed();
            }}
          >
            {t("retire")}
          </ConfirmButton>
        )}
      </div>
    </li>
  );
}

function Keep() {
  const t = useWords(queueWords);
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const [title, setTitle] = useState("");
  const [postId, setPostId] = useState("");
  const [minDays, setMinDays] = useState("30");
  const [expiresOn, setExpiresOn] = useState(() =>
    new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10),
  );
  const { data } = useQuery({
    queryKey: ["posts", "to-keep"],
    queryFn: () => ask<{ posts: { id: string; headline: string }[] }>("GET", "/posts"),
  });
  const keep = () =>
    act(async () => {
      await planningApi.keep({ title, postId, expiresOn, minDays: Number(minDays) || 1 });
      toast(t("kept", { title }));
      setTitle("");
      setPostId("");
      await changed();
    });
  return (
    <Panel title={t("keep")}>
      <div className={css["form"]}>
        <PickField
          label={t("keepPost")}
          hint={t("keepHint")}
          value={postId}
          choices={(data?.posts ?? []).map(({ id, headline }) => ({ value: id, label: headline }))}
          onChange={(id) => {
            setPostId(id);
            setTitle(data?.posts.find((one) => one.id === id)?.headline.slice(0, 120) ?? "");
          }}
        />
        <TextField label={t("keepTitle")} maxLength={120} value={title} onChange={setTitle} />
        <div className={css["pair"]}>
          <DateTimeField
            kind="date"
            label={t("expires")}
            value={expiresOn}
            onChange={setExpiresOn}
          />
          <TextField
            label={t("minDays")}
            inputMode="numeric"
            maxLength={3}
            value={minDays}
            onChange={setMinDays}
          />
        </div>
        <ErrorNotice error={error} />
        <div>
          <Button
            icon={IconPlus}
            loading={busy}
            disabled={postId === "" || title.trim() === ""}
            onClick={() => void keep()}
          >
            {t("save")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
