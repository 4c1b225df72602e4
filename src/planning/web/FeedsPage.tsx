import { IconPlus, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import {
  planningApi,
  useChannels,
  useFeeds,
  useObjectives,
  usePlanningChanged,
  type FeedRow,
} from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { feedWords } from "./words/feeds.ts";
import { planningWords } from "./words/planning.ts";
import { useObjectiveName } from "./words-of.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/planning/feeds`: addresses whose news become drafts, and those that fail. */
export function FeedsPage() {
  const t = useWords(feedWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useFeeds();
  return (
    <>
      <PageHeader title={p("tabFeeds")} about={t("about")} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      <div className={css["panels"]}>
        {data && (
          <Panel title={p("tabFeeds")}>
            {data.feeds.length === 0 ? (
              <EmptyState small picture="calm" sentence={t("none")} />
            ) : (
              <ul className={css["plain"]}>
                {data.feeds.map((feed) => (
                  <FeedItem key={feed.id} feed={feed} />
                ))}
              </ul>
            )}
          </Panel>
        )}
        {may("feed.write") && <AddFeed />}
      </div>
    </>
  );
}

function FeedItem({ feed }: { feed: FeedRow }) {
  const t = useWords(feedWords);
  const may = useMay();
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const isFine = feed.error === null;
  return (
    <li className={css["line"]}>
      <div>
        <p>
          <strong>{feed.name}</strong>{" "}
          <StateBadge meaning={isFine ? "good" : "bad"} label={t(isFine ? "fine" : "failed")} />
        </p>
        <p>
          <Quiet>
            {feed.url} · {t("every", { count: feed.everyMinutes })} ·{" "}
            {feed.polledAt ? (
              <>
                {t("read")} <TimeAgo at={feed.polledAt} />
              </>
            ) : (
              t("never")
            )}{" "}
            · {t("by", { name: feed.owner })}
          </Quiet>
        </p>
        {feed.error && (
          <p>
            {t("failing", { count: feed.failures, why: feed.error })} <TimeAgo at={feed.nextAt} />
          </p>
        )}
        {feed.items.length > 0 && (
          <details>
            <summary>{t("brought")}</summary>
            <ul>
              {feed.items.map(({ title, postId }) => (
                <li key={postId}>
                  <Link to={`/posts/${postId ?? ""}`}>{title}</Link>
                </li>
              ))}
            </ul>
          </details>
        )}
        <ErrorNotice error={error} />
      </div>
      {may("feed.write") && (
        <div className={css["acts"]}>
          <Button
            small
            look="quiet"
            icon={IconRefresh}
            loading={busy}
            onClick={() =>
              void act(async () => {
                await planningApi.readFeed(feed.id);
                toast(t("soon"));
                await changed();
              })
            }
          >
            {t("readNow")}
          </Button>
          <ConfirmButton
            small
            look="quiet"
            consequence={t("endConsequence")}
            onConfirm={async () => {
              await planningApi.endFeed(feed.id);
              await changed();
            }}
          >
            {t("end")}
          </ConfirmButton>
        </div>
      )}
    </li>
  );
}

function AddFeed() {
  const t = useWords(feedWords);
  const changed = usePlanningChanged();
  const channels = useChannels();
  const objectives = useObjectives();
  const nameOf = useObjectiveName();
  const { busy, error, act } = useAct();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [objective, setObjective] = useState("inform");
  const [minutes, setMinutes] = useState("60");
  const add = () =>
    act(async () => {
      await planningApi.addFeed({
        name,
        url,
        channels: chosen,
        objective,
        everyMinutes: Number(minutes) || 60,
      });
      setName("");
      setUrl("");
      await changed();
    });
  return (
    <Panel title={t("add")}>
      <div className={css["form"]}>
        <TextField label={t("name")} maxLength={120} value={name} onChange={setName} />
        <TextField type="url" label={t("url")} maxLength={2_000} value={url} onChange={setUrl} />
        <PickManyField
          label={t("channels")}
          optional
          value={chosen}
          choices={channels.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setChosen}
        />
        <div className={css["pair"]}>
          <SelectField
            label={t("objective")}
            value={objective}
            choices={objectives.map(({ key }) => ({ value: key, label: nameOf(key) }))}
            onChange={setObjective}
          />
          <TextField
            label={t("minutes")}
            inputMode="numeric"
            maxLength={4}
            value={minutes}
            onChange={setMinutes}
          />
        </div>
        <ErrorNotice error={error} />
        <div>
          <Button icon={IconPlus} loading={busy} onClick={() => void add()}>
            {t("add")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
