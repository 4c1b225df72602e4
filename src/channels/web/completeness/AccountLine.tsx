import type { AccountRow } from "./api.ts";
import css from "./Completeness.module.css";
import { CoverageChart } from "./CoverageChart.tsx";
import { completenessWords } from "./words.ts";
import { Quiet } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** One account: the figure in words, then a bar a day. */
export function AccountLine({ account, axis }: { account: AccountRow; axis: readonly string[] }) {
  return (
    <li className={css["account"]}>
      <div className={css["head"]}>
        <h3>{account.name}</h3>
        <Quiet small>{account.title}</Quiet>
        <Standing account={account} />
      </div>
      <Figure account={account} />
      <CoverageChart name={account.name} axis={axis} days={account.days} />
    </li>
  );
}

const hourSeconds = 3_600;
/** A part of an hour is not nothing, and never the whole. */
const share = (part: number, whole: number) => Math.floor((part / whole) * 1_000) / 10;

function Figure({ account }: { account: AccountRow }) {
  const t = useWords(completenessWords);
  const language = useLanguage();
  const { coveredSeconds, connectedSeconds, unknownSeconds, theirs, ours, readAt } = account;
  const known = connectedSeconds - unknownSeconds;
  const hours = (seconds: number) =>
    (seconds / hourSeconds).toLocaleString(language, { maximumFractionDigits: 1 });
  return (
    <div className={css["figure"]}>
      <p>
        {known > 0 &&
          t("covered", {
            covered: hours(coveredSeconds),
            all: hours(known),
            percent: share(coveredSeconds, known).toLocaleString(language),
          })}{" "}
        {unknownSeconds > hourSeconds && `${t("unknown", { hours: hours(unknownSeconds) })} `}
        {t("items", { count: account.items })}
      </p>
      <p>
        {theirs === null || ours === null
          ? t("noCounter")
          : t("counted", { theirs: Math.max(theirs, 0), ours })}{" "}
        {readAt === null ? (
          t("neverRead")
        ) : (
          <>
            {t("asOf")} <TimeAgo at={readAt} />.
          </>
        )}
      </p>
      <Afterwards account={account} />
    </div>
  );
}

/** What becomes of an item after it came in: how far that is known, and where it is not. */
function Afterwards({ account: { untold, looks } }: { account: AccountRow }) {
  const t = useWords(completenessWords);
  const language = useLanguage();
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const names = list.format(untold.filter((one) => !isSentence(one)).map((one) => t(one)));
  const sentences = untold.filter(isSentence).map((one) => t(one));
  const often =
    looks &&
    (looks.perDayMax === null
      ? t("looks", { count: looks.minutesMin / 60 })
      : t("looksAtMost", { count: looks.minutesMin / 60, most: looks.perDayMax }));
  return (
    <>
      {(often || names !== "") && (
        <p>
          {often} {names !== "" && t("untold", { names })}
        </p>
      )}
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}

/** What is said of direct messages as a whole has a sentence of its own. */
function isSentence(untold: AccountRow["untold"][number]): boolean {
  return /^messages-(untold|encrypted|unconsented)$/.test(untold);
}

function Standing({ account }: { account: AccountRow }) {
  const t = useWords(completenessWords);
  const { openGaps, unanswered, coveredSeconds, connectedSeconds, unknownSeconds } = account;
  if (openGaps > 0) return <StateBadge meaning="bad" label={t("openNow")} />;
  if (unanswered > 0)
    return <StateBadge meaning="wait" label={t("toAnswer", { count: unanswered })} />;
  if (account.endedAt !== null) return <StateBadge meaning="neutral" label={t("ended")} />;
  if (account.readAt === null) return <StateBadge meaning="neutral" label={t("neverRead")} />;
  const isWhole = connectedSeconds - unknownSeconds - coveredSeconds < 1;
  return isWhole ? (
    <StateBadge meaning="good" label={t("whole")} />
  ) : (
    <StateBadge meaning="info" label={t("hadGaps")} />
  );
}
