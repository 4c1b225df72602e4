import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { planningApi, type Timing } from "./api.ts";
import css from "./Planning.module.css";
import { ruleSentence } from "#ui/rule-words.ts";
import { seriesWords } from "./words/series.ts";
import { useDayWords } from "./words-of.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useTold } from "#ui/told.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const settledMs = 400;

/** What the server makes of it: a rule that cannot be is told here, before anything is saved. */
export function RulePreview({ timing }: { timing: Timing }) {
  const t = useWords(seriesWords);
  const language = useLanguage();
  const day = useDayWords();
  const { sentence } = useTold();
  const [asked, setAsked] = useState(timing);
  const { rule, startsLocal } = timing;
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ rule, startsLocal }), settledMs);
    return () => clearTimeout(timer);
  }, [rule, startsLocal]);
  const { data, error } = useQuery({
    queryKey: ["planning", "preview", asked],
    queryFn: () => planningApi.preview(asked),
    retry: false,
    gcTime: 0,
  });
  return (
    <section aria-label={t("preview")} aria-live="polite">
      <ErrorNotice error={error} />
      {data && (
        <>
          <p>
            <strong>{ruleSentence(data.rule, asked.startsLocal, language)}</strong>
            <br />
            <Quiet>
              {t(data.next.length < data.total ? "previewCount" : "previewAll", {
                count: data.total,
              })}
              {data.leftOut.length > 0 &&
                ` ${t("skipped", { dates: data.leftOut.map((date) => day.time(date)).join("; ") })}`}
            </Quiet>
          </p>
          <ol className={css["dates"]}>
            {data.next.map(({ occurrence, local, note }) => (
              <li key={occurrence} data-noted={note ? "" : undefined}>
                {day.time(local)}
                {note && <Quiet small>{sentence(note).text}</Quiet>}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
