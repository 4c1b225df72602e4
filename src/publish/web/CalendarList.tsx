import { Link } from "react-router";
import css from "./Calendar.module.css";
import { useDayWords } from "./calendar-days.ts";
import { timeOf } from "./CalendarEntry.tsx";
import type { DaysProps } from "./CalendarGrid.tsx";
import { MoveButton } from "./MovePost.tsx";
import { StandingBadge } from "./states.tsx";
import { TakeDownEntry } from "./TakeDowns.tsx";
import { calendarWords } from "./words/calendar.ts";
import { localOf } from "./zoned.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { useZone } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** The days that hold something, one under the other: what a phone shows first. */
export function CalendarList({ days, byDay, downs, isLoaded }: DaysProps & { isLoaded: boolean }) {
  const t = useWords(calendarWords);
  const zone = useZone();
  const say = useDayWords();
  const filled = days.filter((day) => byDay.has(day) || downs.has(day));
  if (filled.length === 0 && isLoaded) return <EmptyState picture="calm" sentence={t("none")} />;
  return (
    <ol className={css["list"]}>
      {filled.map((day) => (
        <li key={day}>
          <h3>{say.long(day)}</h3>
          <ul>
            {byDay.get(day)?.map((post) => (
              <li key={post.id}>
                <span className="ob-figures">
                  {localOf(new Date(timeOf(post)), zone).slice(11)}
                </span>
                <Link to={`/posts/${post.id}`}>{post.headline}</Link>
                <StandingBadge standing={post.standing} />
                <MoveButton post={post} />
              </li>
            ))}
            {downs.get(day)?.map((post) => (
              <li key={`down-${post.id}`}>
                <TakeDownEntry post={post} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
