import { IconExternalLink, IconShieldCheck, IconShieldExclamation } from "@tabler/icons-react";
import { AlarmActs } from "./AlarmActs.tsx";
import { kindOf } from "./AlarmsCard.tsx";
import { useAlarms, type AlarmRow } from "./api.ts";
import { ReachTable } from "./ReachTable.tsx";
import css from "./Watch.module.css";
import { watchWords } from "./words.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

/** Every alarm with its evidence, the open ones first, and what may be answered. */
export function WatchPage() {
  const t = useWords(watchWords);
  const { data, error, refetch } = useAlarms();
  const open = data?.alarms.filter(({ endedAt }) => endedAt === null) ?? [];
  const ended = data?.alarms.filter(({ endedAt }) => endedAt !== null) ?? [];
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <Stack gap={24}>
        <Panel title={t("open")}>
          {!data && !error && <SkeletonRows rows={2} />}
          {data && open.length === 0 && <EmptyState small picture="calm" sentence={t("none")} />}
          <List alarms={open} />
        </Panel>
        <Panel title={t("ended")}>
          {data && ended.length === 0 && (
            <p>
              <Quiet>{t("noneEnded")}</Quiet>
            </p>
          )}
          <List alarms={ended} />
        </Panel>
        <ReachTable />
      </Stack>
    </>
  );
}

function List({ alarms }: { alarms: readonly AlarmRow[] }) {
  const t = useWords(watchWords);
  return (
    <ul className={css["list"]}>
      {alarms.map((alarm) => (
        <li
          key={alarm.id}
          id={alarm.id}
          className={css["alarm"]}
          data-open={alarm.endedAt === null || undefined}
        >
          {alarm.endedAt === null ? (
            <IconShieldExclamation size={22} stroke={1.75} aria-hidden />
          ) : (
            <IconShieldCheck size={22} stroke={1.75} aria-hidden />
          )}
          <div className={css["what"]}>
            <h3>
              {alarm.channel}: {t(kindOf(alarm.kind))}
            </h3>
            <Evidence alarm={alarm} />
            <Quiet small>
              <TimeAgo at={alarm.evidence.occurredAt ?? alarm.raisedAt} />
            </Quiet>
            <Ending alarm={alarm} />
            {alarm.endedAt === null && <AlarmActs alarm={alarm} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ alarm }: { alarm: AlarmRow }) {
  const t = useWords(watchWords);
  const { sentence } = useTold();
  const { text, url, author, changes, says, added, removed } = alarm.evidence;
  const told = says ? sentence(says) : undefined;
  return (
    <>
      {text && <blockquote className={css["quote"]}>{text}</blockquote>}
      {author && <Quiet small>{t("written", { name: author })}</Quiet>}
      {added && added.length > 0 && <p>{t("added", { names: added.join(", ") })}</p>}
      {removed && removed.length > 0 && <p>{t("removed", { names: removed.join(", ") })}</p>}
      {changes?.map((change) => (
        <Change key={change.field} {...change} isGone={alarm.kind === "gone"} />
      ))}
      {told && <p lang={told.lang}>{told.text}</p>}
      {url && /^https?:/.test(url) && (
        <a className={css["see"]} href={url} target="_blank" rel="noreferrer">
          <IconExternalLink size={16} stroke={1.75} aria-hidden /> {t("see")}
        </a>
      )}
    </>
  );
}

const changedFields = ["name", "description", "website", "administrators", "text"] as const;

/** Before and after, side by side where there is room. */
function Change({
  field,
  before,
  after,
  isGone,
}: {
  field: string;
  before: string;
  after: string;
  isGone: boolean;
}) {
  const t = useWords(watchWords);
  if (field === "picture") return <p>{t("pictureChanged")}</p>;
  const known = changedFields.find((one) => one === field) ?? "description";
  return (
    <dl className={css["change"]}>
      <div>
        <dt>{t(known === "text" ? "weSent" : "before", { field: t(known) })}</dt>
        <dd>{before || t("empty")}</dd>
      </div>
      <div>
        <dt>{t(known === "text" ? "itShows" : "after", { field: t(known) })}</dt>
        <dd>{isGone ? t("nothingThere") : after || t("empty")}</dd>
      </div>
    </dl>
  );
}

function Ending({ alarm }: { alarm: AlarmRow }) {
  const t = useWords(watchWords);
  const { endedAt, endedHow, by, note } = alarm;
  if (endedAt === null) return null;
  const facts = { name: by, note: note ?? "" };
  if (endedHow === "ours") return <p>{t("endedours", facts)}</p>;
  if (endedHow === "regained") return <p>{t("endedregained", facts)}</p>;
  return <p>{t("endedover")}</p>;
}
