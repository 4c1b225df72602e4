import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import css from "./Calendar.module.css";
import { calendarWords } from "./words/calendar.ts";
import { ask } from "#ui/api.ts";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

interface Queue {
  places: readonly { slotId: string; day: string; local: string; post: object | null }[];
}

interface Plan {
  gaps: readonly { from: string; days: number }[];
}

/** The free slots of the queue by day, and days in a gap of the plan. Planning keeps both; it is asked by its address. */
export function usePlanOnDays() {
  const may = useMay();
  const enabled = may("plan.read");
  const { data } = useQuery({
    queryKey: ["planning", "queue", "calendar"],
    queryFn: () => ask<Queue>("GET", "/queue?weeks=8"),
    enabled,
    staleTime: 30_000,
  });
  const { data: plan } = useQuery({
    queryKey: ["planning"],
    queryFn: () => ask<Plan>("GET", "/planning"),
    enabled,
    staleTime: 30_000,
  });
  const free = Map.groupBy(
    (data?.places ?? []).filter(({ post }) => post === null),
    ({ day }) => day,
  );
  const isInGap = (day: string) =>
    plan?.gaps.some(({ from, days }) => {
      const into = (Date.parse(day) - Date.parse(from)) / 86_400_000;
      return into >= 0 && into < days;
    }) ?? false;
  return { free, isInGap };
}

/** Faint in its day: a time that is kept free, and begins a draft. */
export function FreeSlots({ places }: { places: Queue["places"] }) {
  const t = useWords(calendarWords);
  const may = useMay();
  return places.map(({ slotId, local }) =>
    may("post.draft") ? (
      <Link key={slotId} className={css["slot"]} to={`/posts/new?at=${local}`}>
        {local.slice(11)} {t("slot")}
        <span className="ob-hidden">: {t("slotAt")}</span>
      </Link>
    ) : (
      <span key={slotId} className={css["slot"]}>
        {local.slice(11)} {t("slot")}
      </span>
    ),
  );
}
