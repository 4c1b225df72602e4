import { IconChevronLeft, IconChevronRight, IconPencilPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { postsApi, type PostFilter, type PostRow } from "./api.ts";
import { allPages } from "./all-pages.ts";
import css from "./Calendar.module.css";
import { daysOf, moved, views } from "./calendar-days.ts";
import { timeOf } from "./CalendarEntry.tsx";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { CalendarList } from "./CalendarList.tsx";
import { CalendarSpan } from "./CalendarSpan.tsx";
import { useChannels, usePolicy } from "./queries.ts";
import { useTakeDowns } from "./TakeDowns.tsx";
import { calendarWords } from "./words/calendar.ts";
import { addDays, dayOf, startOf } from "./zoned.ts";
import { useAddress } from "#ui/address.ts";
import { Button, IconButton, LinkButton } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

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
  const [params, go] = useAddress();
  const today = dayOf(new Date(useNow()), zone);
  const view =
    views.find((one) => one === params.get("view")) ??
    (matchMedia("(max-width: 820px)").matches ? "list" : "month");
  const day = params.get("day") ?? today;
  const [channel, code] = [params.get("channel") ?? "", params.get("class") ?? ""];
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
        <CalendarSpan view={view} day={day} first={first} last={last} />
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
        <CalendarList days={days} byDay={byDay} downs={downs} isLoaded={data !== undefined} />
      ) : (
        <CalendarGrid view={view} day={day} days={days} byDay={byDay} downs={downs} today={today} />
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

function sorted(posts: readonly PostRow[]): PostRow[] {
  return posts.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
}
