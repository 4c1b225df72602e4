import { useState } from "react";
import { Link } from "react-router";
import { planningApi, usePlanningChanged, type SeriesRow } from "./api.ts";
import css from "./Planning.module.css";
import { seriesWords } from "./words/series.ts";
import { useDayWords } from "./words-of.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type NextDate = SeriesRow["next"][number];
type StateKey = "state-none" | "state-made" | "state-asked" | "state-approved" | "state-stuck";

function keyOf({ state, postState }: Pick<NextDate, "state" | "postState">) {
  if (postState === "approved") return "state-approved" satisfies StateKey;
  if (postState === "returned" && state !== "expired") return "state-returned" as const;
  return state === null ? ("state-none" as const) : (`state-${state}` as const);
}

/** One coming date: opened, left out, moved or put back. */
export function DateItem({ seriesId, date }: { seriesId: string; date: NextDate }) {
  const t = useWords(seriesWords);
  const may = useMay();
  const day = useDayWords();
  const { sentence } = useTold();
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const [to, setTo] = useState<string>();
  const except = (moved?: string | null) =>
    act(async () => {
      const { occurrence } = date;
      await planningApi.except(
        seriesId,
        moved === undefined ? { occurrence } : { occurrence, to: moved },
      );
      setTo(undefined);
      await changed();
      if (moved === null)
        toast(t("skippedOne", { date: day.time(date.local) }), {
          undo: async () => {
            await planningApi.except(seriesId, { occurrence });
            await changed();
          },
        });
    });
  const canChange = may("series.write") && date.postState !== "approved";
  return (
    <li className={css["place"]} data-dates>
      <p className={css["when"]}>
        {date.postId ? (
          <Link to={`/posts/${date.postId}`}>{day.time(date.local)}</Link>
        ) : (
          day.time(date.local)
        )}
      </p>
      <p>
        <Quiet>
          {t(keyOf(date))}
          {date.isMoved && `, ${t("moved")}`}
          {date.reason && `: ${sentence(date.reason).text}`}
          {date.note && ` · ${sentence(date.note).text}`}
        </Quiet>
      </p>
      {canChange && to === undefined && (
        <div className={css["acts"]}>
          <Button small look="quiet" loading={busy} onClick={() => void except(null)}>
            {t("skip")}
          </Button>
          <Button small look="quiet" onClick={() => setTo(date.local)}>
            {t("move")}
          </Button>
          {date.isMoved && (
            <Button small look="quiet" onClick={() => void except()}>
              {t("back")}
            </Button>
          )}
        </div>
      )}
      {to !== undefined && (
        <div className={css["acts"]}>
          <DateTimeField label={t("moveTo")} value={to} onChange={setTo} />
          <Button small loading={busy} onClick={() => void except(to.slice(0, 16))}>
            {t("save")}
          </Button>
          <Button small look="quiet" onClick={() => setTo(undefined)}>
            {t("cancel")}
          </Button>
        </div>
      )}
      <ErrorNotice error={error} />
    </li>
  );
}

interface SkippedProps {
  seriesId: string;
  dates: readonly string[];
  name: (date: string) => string;
}

export function Skipped({ seriesId, dates, name }: SkippedProps) {
  const t = useWords(seriesWords);
  const changed = usePlanningChanged();
  const may = useMay();
  const { busy, error, act } = useAct();
  return (
    <div>
      <Quiet>{t("skipped", { dates: dates.map(name).join(", ") })}</Quiet>
      <ErrorNotice error={error} />
      {may("series.write") && (
        <div className={css["acts"]}>
          {dates.map((occurrence) => (
            <Button
              key={occurrence}
              small
              look="quiet"
              loading={busy}
              onClick={() =>
                void act(async () => {
                  await planningApi.except(seriesId, { occurrence });
                  await changed();
                })
              }
            >
              {`${t("back")}: ${name(occurrence)}`}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

export function Past({ one }: { one: SeriesRow }) {
  const t = useWords(seriesWords);
  const day = useDayWords();
  if (one.past.length === 0) return null;
  return (
    <details>
      <summary>{t("past")}</summary>
      <ul className={css["plain"]}>
        {one.past.map(({ occurrence, postId, state, postState }) => (
          <li key={occurrence}>
            <Link to={`/posts/${postId}`}>{day.time(occurrence)}</Link>{" "}
            <Quiet>{t(keyOf({ state, postState }))}</Quiet>
          </li>
        ))}
      </ul>
    </details>
  );
}
