import { IconCircleCheck, IconPlayerPause } from "@tabler/icons-react";
import { Link } from "react-router";
import { columnOf, longDay, monthDay, shortDay, weekday, whyWords } from "./day-words.ts";
import type { ClockData, DeadlineData, RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { stageWord } from "./stage-words.ts";
import { lawWords } from "./words/law.ts";
import { requestWords } from "./words/request.ts";
import { Notice } from "#ui/Notice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type ClockProps = Pick<RequestData, "clock" | "law" | "today">;

/** The clock of a request, day by day: what counts, what does not, and why. */
export function RequestClock({ clock, law, today }: ClockProps) {
  const t = useWords(requestWords);
  const l = useWords(lawWords);
  const language = useLanguage();
  const reason = pauseReason(clock);
  return (
    <Panel title={t("clock")}>
      <Stack gap={16}>
        <p className={css["law"]}>
          <Quiet>
            <span lang="en">{t("clockLaw", { law: law.law, citation: law.citation })}</span>
          </Quiet>
          <Link to="/records-law">
            {law.verifiedOn
              ? l("verified", {
                  day: longDay(law.verifiedOn, language),
                  name: law.verifiedBy ?? "",
                })
              : l("notVerified")}
          </Link>
        </p>
        {clock.isPaused && (
          <Notice icon={IconPlayerPause} meaning="info">
            {t("standsNow", { why: whyWords(reason, language) })}
          </Notice>
        )}
        {clock.promisedOn && <p>{t("promised", { day: longDay(clock.promisedOn, language) })}</p>}
        {clock.deadlines.map((one) => (
          <Deadline key={one.stage} deadline={one} today={today} />
        ))}
        <details className={css["explained"]}>
          <summary>{t("explained")}</summary>
          <ul lang="en">
            {clock.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      </Stack>
    </Panel>
  );
}

function pauseReason({ deadlines }: ClockData): string {
  return deadlines.find(({ isPaused }) => isPaused)?.steps.at(-1)?.why ?? "";
}

interface DeadlineProps {
  deadline: DeadlineData;
  today: string;
}

function Deadline({ deadline, today }: DeadlineProps) {
  const t = useWords(requestWords);
  const language = useLanguage();
  const { stage, term, due, doneOn, from, citation, steps } = deadline;
  const what = stageWord(t, stage);
  return (
    <section className={css["deadline"]}>
      <h3>
        {what}
        {doneOn ? (
          <span className={css["met"]}>
            <IconCircleCheck size={16} stroke={2} aria-hidden />{" "}
            {t("met", { day: shortDay(doneOn, language) })}
          </span>
        ) : (
          due && <span>{t("dueOn", { day: longDay(due, language) })}</span>
        )}
      </h3>
      {term === undefined ? (
        <Quiet>{t("noNumber")}</Quiet>
      ) : (
        <>
          <p>
            <Quiet small>
              {t(from.isExpected ? "fromExpected" : "from", { day: longDay(from.day, language) })}{" "}
              <span lang="en">{citation}</span>
            </Quiet>
          </p>
          {!doneOn && steps.length > 0 && (
            <>
              <Strip steps={steps} due={due} today={today} what={what} />
              <Skipped steps={steps} />
            </>
          )}
        </>
      )}
    </section>
  );
}

interface StripProps {
  steps: DeadlineData["steps"];
  due: string | undefined;
  today: string;
  what: string;
}

/** One cell a day. Colour tells nothing alone: a counted day has its number, a skipped one a dash. */
function Strip({ steps, due, today, what }: StripProps) {
  const t = useWords(requestWords);
  const language = useLanguage();
  return (
    <ol className={css["strip"]} aria-label={t("strip", { what })}>
      {steps.map(({ day, counts, why }, at) => {
        const says =
          counts === undefined
            ? t("skips", { why: whyWords(why ?? "", language) })
            : t("counts", { n: counts });
        return (
          <li
            key={day}
            className={css["day"]}
            data-first={at === 0 ? columnOf(day) : undefined}
            data-counts={counts !== undefined || undefined}
            data-due={day === due || undefined}
            data-today={day === today || undefined}
            data-past={day < today || undefined}
            title={`${longDay(day, language)}: ${says}`}
          >
            <span aria-hidden>{weekday(day, language)}</span>
            <span aria-hidden>{monthDay(day, language)}</span>
            <strong aria-hidden>{counts ?? "–"}</strong>
            {day === today && <em aria-hidden>{t("today")}</em>}
            <span className={css["spoken"]}>
              {longDay(day, language)}: {says}
              {day === today && `, ${t("today")}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The reasons in words, once each: weekends need none. */
function Skipped({ steps }: Pick<StripProps, "steps">) {
  const t = useWords(requestWords);
  const language = useLanguage();
  const reasons = Map.groupBy(
    steps.filter(({ why }) => why !== undefined && why !== "Saturday" && why !== "Sunday"),
    ({ why }) => why ?? "",
  );
  if (reasons.size === 0) return null;
  return (
    <dl className={css["reasons"]} aria-label={t("reasons")}>
      {[...reasons].map(([why, days]) => (
        <div key={why}>
          <dt>{spanOf(days, language)}</dt>
          <dd>{whyWords(why, language)}</dd>
        </div>
      ))}
    </dl>
  );
}

function spanOf(days: StripProps["steps"], language: Parameters<typeof shortDay>[1]): string {
  const [first, last] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  if (first === last) return shortDay(first, language);
  return `${shortDay(first, language)} – ${shortDay(last, language)}`;
}
