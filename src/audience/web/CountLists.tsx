import type { CountsData } from "./api.ts";
import css from "./Audience.module.css";
import { audienceWords } from "./words.ts";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { ItemList, ItemWords } from "#ui/ItemList.tsx";
import { longDay } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const kinds = ["inform", "warn", "ask-for-help", "engage", "recruit", "recognise"] as const;
const languages = ["en", "es"] as const;
const paces = ["at-once", "daily", "weekly"] as const;

/** How many chose what; whoever chose nothing of a sort gets all of it. */
export function ChoiceCounts({ data }: { data: CountsData }) {
  const t = useWords(audienceWords);
  const named = (what: string) => {
    const known = [...paces, ...kinds, ...languages, "all" as const].find((one) => one === what);
    return known ? t(known) : what;
  };
  const lists = [
    { title: t("byPace"), rows: data.paces },
    { title: t("byKind"), rows: data.kinds },
    { title: t("byBeat"), rows: data.beats },
    { title: t("byLanguage"), rows: data.languages },
  ];
  return (
    <div className={css["lists"]}>
      {lists
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <Panel key={title} title={title}>
            <ItemList>
              {rows.map(({ what, readers }) => (
                <Counted key={what} what={named(what)} count={readers} />
              ))}
            </ItemList>
          </Panel>
        ))}
    </div>
  );
}

function Counted({ what, count }: { what: string; count: number }) {
  const language = useLanguage();
  return (
    <li>
      <ItemWords>
        <strong>{what}</strong>
      </ItemWords>
      <span className="ob-figures">{count.toLocaleString(language)}</span>
    </li>
  );
}

export function SuspendedList({ suspended }: Pick<CountsData, "suspended">) {
  const t = useWords(audienceWords);
  if (suspended.length === 0) return null;
  return (
    <Panel title={t("suspended")}>
      <Stack gap={8}>
        <Quiet>{t("suspendedAbout")}</Quiet>
        <ItemList>
          {suspended.map(({ way, why, readers }) => (
            <Counted key={`${way} ${why}`} what={`${t(way)}: ${t(why)}`} count={readers} />
          ))}
        </ItemList>
      </Stack>
    </Panel>
  );
}

const daysShown = 14;

export function GrowthList({ days }: Pick<CountsData, "days">) {
  const t = useWords(audienceWords);
  const language = useLanguage();
  const byDay = [...Map.groupBy(days, ({ day }) => day)].slice(0, daysShown);
  if (byDay.length === 0) return null;
  return (
    <Panel title={t("growth")}>
      <ItemList>
        {byDay.map(([day, ofDay]) => (
          <li key={day}>
            <ItemWords>
              <strong>
                <time dateTime={day}>{longDay(new Date(day), "UTC", language)}</time>
              </strong>
              <Quiet>
                {t("growthLine", {
                  joined: sum(ofDay, "joined"),
                  departed: sum(ofDay, "departed"),
                  suspended: sum(ofDay, "suspended"),
                })}
              </Quiet>
              <Returned ofDay={ofDay} />
            </ItemWords>
          </li>
        ))}
      </ItemList>
    </Panel>
  );
}

/** What relays had taken and other servers sent back. */
function Returned({ ofDay }: { ofDay: CountsData["days"] }) {
  const t = useWords(audienceWords);
  const [returned, delayed] = [sum(ofDay, "returned"), sum(ofDay, "delayed")];
  return returned + delayed > 0 && <Quiet>{t("returnedLine", { returned, delayed })}</Quiet>;
}

type DayCount = "joined" | "departed" | "suspended" | "returned" | "delayed";

function sum(rows: CountsData["days"], what: DayCount): number {
  return rows.reduce((total, row) => total + row[what], 0);
}
