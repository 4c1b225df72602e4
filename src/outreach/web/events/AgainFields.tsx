import css from "../Outreach.module.css";
import { useDates, type EventContent } from "./api.ts";
import { eventFormWords } from "./form-words.ts";
import type { EventFieldProps } from "./use-event-draft.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { dayOf, nthsOf, partsOf, ruleOf, type RuleParts as Parts } from "#ui/rule-words.ts";
import { RuleParts } from "#ui/RuleParts.tsx";
import { useSettled } from "#ui/use-settled.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type Again = NonNullable<EventContent["again"]>;

/** Whether it comes again, by which rule, and each of its dates as the public will read it. */
export function AgainFields({ content, change, isOut }: EventFieldProps & { isOut: boolean }) {
  const t = useWords(eventFormWords);
  const { again, starts } = content;
  const day = starts.slice(0, 10);
  const parts = partsIn(again, starts);
  const put = (next: Parts) =>
    change({ again: { rule: ruleOf(next, day), leftOut: again?.leftOut ?? [] } });
  const hint = isOut ? "againStays" : day === "" ? "againFirst" : "againHint";
  return (
    <Panel title={t("repeats")}>
      <Stack gap={16}>
        <CheckField
          label={t("again")}
          hint={t(hint)}
          checked={again !== null}
          disabled={isOut || day === ""}
          onChange={(isOn) =>
            isOn ? put({ ...parts, days: [dayOf(starts)] }) : change({ again: null })
          }
        />
        {again && (
          <>
            <RuleParts parts={parts} day={day} onChange={put} />
            <Dates content={content} again={again} change={change} />
          </>
        )}
      </Stack>
    </Panel>
  );
}

function partsIn(again: Again | null, starts: string): Parts {
  const usual = { frequency: "WEEKLY", interval: 1, nth: undefined, until: "", count: 8 } as const;
  return (
    (again && partsOf(again.rule, starts)) ?? { ...usual, days: starts ? [dayOf(starts)] : [] }
  );
}

/** "The second Tuesday" is the first day's: it goes along when that is moved. */
export function movedAgain(again: Again | null, from: string, to: string): Again | null {
  const parts = again && partsOf(again.rule, from);
  if (!parts || to === "") return again;
  const nth = parts.nth !== undefined && nthsOf(to).includes(parts.nth) ? parts.nth : undefined;
  return { ...again, rule: ruleOf({ ...parts, nth }, to.slice(0, 10)) };
}

const settledMs = 400;

function Dates({ content, again, change }: EventFieldProps & { again: Again }) {
  const t = useWords(eventFormWords);
  const language = useLanguage();
  const dates = useDates(useSettled(content, settledMs));
  if (!dates) return null;
  const leave = (day: string, isLeft: boolean) => {
    const others = again.leftOut.filter((one) => one !== day);
    change({ again: { ...again, leftOut: isLeft ? [...others, day].toSorted() : others } });
  };
  return (
    <section aria-label={t("dates")}>
      <h3>{t("dates")}</h3>
      {dates.length === 0 && <Quiet>{t("datesNone")}</Quiet>}
      <ul className={css["dates"]}>
        {dates.map(({ day, when }) => {
          const isLeft = again.leftOut.includes(day);
          return (
            <li key={day} data-left={isLeft || undefined}>
              <span>
                {when[language]}
                {isLeft && ` (${t("leftOut")})`}
              </span>
              <Button small look="quiet" onClick={() => leave(day, !isLeft)}>
                {t(isLeft ? "takeIn" : "leaveOut")}
                <span className="ob-hidden">: {when[language]}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
