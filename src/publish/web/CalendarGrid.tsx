import { Link } from "react-router";
import type { PostRow } from "./api.ts";
import css from "./Calendar.module.css";
import { useDayWords, type View } from "./calendar-days.ts";
import { CalendarEntry, useDrop } from "./CalendarEntry.tsx";
import { FreeSlots, usePlanOnDays } from "./FreeSlots.tsx";
import { MoveDialog } from "./MovePost.tsx";
import { TakeDownEntry } from "./TakeDowns.tsx";
import { calendarWords } from "./words/calendar.ts";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

export interface DaysProps {
  days: readonly string[];
  byDay: ReadonlyMap<string, readonly PostRow[]>;
  /** What takes itself down. */
  downs: ReadonlyMap<string, readonly PostRow[]>;
}

const shownMax = 4;

/** A month or a week, a day a field: posts are dragged between them, or moved by their button. */
export function CalendarGrid({
  view,
  day,
  days,
  byDay,
  downs,
  today,
}: DaysProps & { view: View; day: string; today: string }) {
  const t = useWords(calendarWords);
  const may = useMay();
  const say = useDayWords();
  const max = view === "week" ? Number.POSITIVE_INFINITY : shownMax;
  const posts = [...byDay.values()].flat();
  const { over, drop, dropped, settle } = useDrop(posts);
  const { free, isInGap } = usePlanOnDays();
  return (
    <div className={css["scroll"]}>
      {dropped && <MoveDialog post={dropped.post} day={dropped.day} onClose={settle} />}
      <ol className={css["grid"]} data-view={view}>
        {days.map((one) => {
          const onDay = byDay.get(one) ?? [];
          return (
            <li
              key={one}
              {...(one >= today ? drop(one) : {})}
              data-over={over === one || undefined}
              data-other={view === "month" && one.slice(0, 7) !== day.slice(0, 7) ? "" : undefined}
              data-today={one === today || undefined}
            >
              <div className={css["dayHead"]}>
                <time dateTime={one} aria-label={say.long(one)}>
                  <span>{say.weekday(one)}</span> <b>{Number(one.slice(8))}</b>
                </time>
                {may("post.draft") && one >= today && (
                  <Link
                    className={css["add"]}
                    to={`/posts/new?at=${one}T09:00`}
                    aria-label={t("newOn", { day: say.long(one) })}
                  >
                    +
                  </Link>
                )}
              </div>
              {onDay.slice(0, max).map((post) => (
                <CalendarEntry key={post.id} post={post} />
              ))}
              {downs.get(one)?.map((post) => (
                <TakeDownEntry key={post.id} post={post} />
              ))}
              <FreeSlots places={free.get(one) ?? []} />
              {isInGap(one) && <span className={css["gap"]}>{t("gap")}</span>}
              {onDay.length > max && (
                <Link to={`?view=list&day=${one}`}>
                  {t("moreOn", { count: onDay.length - max })}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
