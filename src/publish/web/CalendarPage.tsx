import { IconChevronLeft, IconChevronRight, IconPencilPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { postsApi, type PostFilter, type PostRow } from "./api.ts";
import { allPages } from "./all-pages.ts";
import css from "./Calendar.module.css";
import { CalendarEntry, timeOf, useDrop } from "./CalendarEntry.tsx";
import { FreeSlots, usePlanOnDays } from "./FreeSlots.tsx";
import { useChannels, usePolicy } from "./queries.ts";
import { MoveButton, MoveDialog } from "./MovePost.tsx";
import { StandingBadge } from "./states.tsx";
import { TakeDownEntry, useTakeDowns } from "./TakeDowns.tsx";
import { calendarWords } from "./words/calendar.ts";
import { addDays, dayOf, localOf, startOf, weekdayOf } from "./zoned.ts";
import { Button, IconButton, LinkButton } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const views = ["month", "week", "list"] as const;
type View = (typeof views)[number];

/** What went out when it was approved has no chosen time: it stands where its approval was given. */
async function plannedAndSent(
  from: string,
  until: string,
  narrowed: PostFilter,
): Promise<PostRow[]> {
  const [planned, atOnce] = await Promise.all([
    allPages(postsApi.list, { ...narrowed, from, until }, () => true),
    allPages(
      postsApi.list,
      { ...narrowed, atOnce: "true", before: until },
      (post) => post.changedAt >= from,
    ),
  ]);
  return [...planned, ...atOnce];
}

/** The plan by the agency's clock. View and day live in the address. */
export function CalendarPage() {
  const t = useWords(calendarWords);
  const zone = useZone();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const today = dayOf(new Date(useNow()), zone);
  const view =
    views.find((one) => one === params.get("view")) ??
    (matchMedia("(max-width: 820px)").matches ? "list" : "month");
  const day = params.get("day") ?? today;
  const [channel, code] = [params.get("channel") ?? "", params.get("class") ?? ""];
  const go = (next: { view?: View; day?: string; channel?: string; class?: string }) =>
    setParams(
      (before) => {
        const set = new URLSearchParams(before);
        for (const [key, value] of Object.entries(next))
          if (value === "") set.delete(key);
          else set.set(key, value);
        return set;
      },
      { replace: true },
    );
  const days = daysOf(view, day);
  const [first = day, last = day] = [days[0], days.at(-1)];
  const from = startOf(first, zone).toISOString();
  const until = startOf(addDays(last, 1), zone).toISOString();
  const { data, error, refetch } = useQuery({
    queryKey: ["posts", "calendar", from, until, channel, code],
    queryFn: () =>
      plannedAndSent(from, until, {
        ...(channel ? { channel } : {}),
        ...(code ? { class: code } : {}),
      }),
  });
  const downs = useTakeDowns(from, until, {
    ...(channel ? { channel } : {}),
    ...(code ? { class: code } : {}),
  });
  const byDay = Map.groupBy(sorted(data ?? []), (post) => dayOf(new Date(timeOf(post)), zone));
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about", { zone: zone.replaceAll("_", " ") })}
        actions={
          may("post.draft") && (
            <LinkButton look="primary" icon={IconPencilPlus} to="/posts/new">
              {t("newPost")}
            </LinkButton>
          )
        }
      />
      <div className={css["bar"]}>
        <div className={css["move"]}>
          <IconButton
            label={t("before")}
            icon={IconChevronLeft}
            onClick={() => go({ day: moved(view, day, -1) })}
          />
          <IconButton
            label={t("after")}
            icon={IconChevronRight}
            onClick={() => go({ day: moved(view, day, 1) })}
          />
          <Button small onClick={() => go({ day: today })}>
            {t("today")}
          </Button>
        </div>
        <Span view={view} day={day} first={first} last={last} />
        <fieldset className={css["views"]} aria-label={t("view")}>
          {views.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === view}
              onClick={() => go({ view: one })}
            >
              {t(one)}
            </button>
          ))}
        </fieldset>
      </div>
      <Narrow channel={channel} code={code} go={go} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {view === "list" ? (
        <List days={days} byDay={byDay} downs={downs} isLoaded={data !== undefined} />
      ) : (
        <Grid view={view} day={day} days={days} byDay={byDay} downs={downs} today={today} />
      )}
    </>
  );
}

interface NarrowProps {
  channel: string;
  code: string;
  go: (next: { channel?: string; class?: string }) => void;
}

/** By channel and by class; both live in the address. */
function Narrow({ channel, code, go }: NarrowProps) {
  const t = useWords(calendarWords);
  const { channels } = useChannels();
  const policy = usePolicy();
  const all = { value: "", label: t("all") };
  return (
    <div className={css["narrow"]}>
      <SelectField
        label={t("channel")}
        value={channel}
        choices={[all, ...channels.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(next) => go({ channel: next })}
      />
      <SelectField
        label={t("class")}
        value={code}
        choices={[
          all,
          ...(policy?.classes.map((one) => ({ value: one.code, label: one.title })) ?? []),
        ]}
        onChange={(next) => go({ class: next })}
      />
    </div>
  );
}

function Span({
  view,
  day,
  first,
  last,
}: {
  view: View;
  day: string;
  first: string;
  last: string;
}) {
  const language = useLanguage();
  const locale = language === "es" ? "es-US" : "en-US";
  const utc = (date: string) => new Date(`${date}T12:00:00Z`);
  if (view === "month") {
    const month = new Intl.DateTimeFormat(locale, {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    }).format(utc(day));
    return <h2 aria-live="polite">{month.replace(/^./, (letter) => letter.toUpperCase())}</h2>;
  }
  return (
    <h2 aria-live="polite">
      {new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
        timeZone: "UTC",
      }).formatRange(utc(first), utc(last))}
    </h2>
  );
}

interface DaysProps {
  days: readonly string[];
  byDay: ReadonlyMap<string, readonly PostRow[]>;
  /** What takes itself down. */
  downs: ReadonlyMap<string, readonly PostRow[]>;
}

const shownMax = 4;

function Grid({
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

function List({ days, byDay, downs, isLoaded }: DaysProps & { isLoaded: boolean }) {
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

function useDayWords() {
  const language = useLanguage();
  const locale = language === "es" ? "es-US" : "en-US";
  const format = (options: Intl.DateTimeFormatOptions) => (day: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
      new Date(`${day}T12:00:00Z`),
    );
  return {
    long: format({ weekday: "long", month: "long", day: "numeric" }),
    weekday: format({ weekday: "short" }),
  };
}

const listDays = 30;

/** A month stands in whole weeks, from Sunday; the list runs on from its day. */
function daysOf(view: View, day: string): string[] {
  if (view === "list") return Array.from({ length: listDays }, (_, at) => addDays(day, at));
  if (view === "week")
    return Array.from({ length: 7 }, (_, at) => addDays(day, at - weekdayOf(day)));
  const first = `${day.slice(0, 7)}-01`;
  const begin = addDays(first, -weekdayOf(first));
  const lastDay = addDays(nextMonth(first), -1);
  const weeks = Math.ceil(
    (Date.parse(lastDay) - Date.parse(begin) + 86_400_000) / (7 * 86_400_000),
  );
  return Array.from({ length: weeks * 7 }, (_, at) => addDays(begin, at));
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

function moved(view: View, day: string, by: 1 | -1): string {
  if (view === "week") return addDays(day, 7 * by);
  if (view === "list") return addDays(day, listDays * by);
  const first = `${day.slice(0, 7)}-01`;
  return by === 1 ? nextMonth(first) : `${addDays(first, -1).slice(0, 7)}-01`;
}

function sorted(posts: readonly PostRow[]): PostRow[] {
  return posts.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
}
