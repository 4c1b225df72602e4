import { lazy, Suspense } from "react";
import css from "./TodayPage.module.css";
import { slices } from "./slices.ts";
import { shellWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import type { TodayCard } from "#ui/registration.ts";
import { useMay, useSession, useZone } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { longDay } from "#ui/time.ts";
import { useLabel, useLanguage, useWords } from "#ui/words.ts";

/**
 * What waits, what is out and what goes next on the left; what rises and what runs on the right.
 */
const places: readonly TodayCard["place"][] = ["waiting", "out", "next", "rising", "health"];
const onTheSide: ReadonlySet<TodayCard["place"]> = new Set(["rising", "health"]);

const cards = slices
  .flatMap(({ today }) => today ?? [])
  .map((card) => ({ ...card, Card: lazy(async () => ({ default: await card.card() })) }))
  .sort(
    (a, b) =>
      places.indexOf(a.place) - places.indexOf(b.place) || (a.order ?? 50) - (b.order ?? 50),
  );

export function TodayPage() {
  const t = useWords(shellWords);
  const language = useLanguage();
  const zone = useZone();
  const now = useNow();
  const may = useMay();
  const { notices } = useSession();
  const own = cards.filter(
    ({ may: verb, notice }) =>
      may(verb) && (notice === undefined || notices.some(({ kind }) => kind === notice)),
  );
  const side = own.filter(({ place }) => onTheSide.has(place));
  const main = own.filter(({ place }) => !onTheSide.has(place));
  return (
    <>
      <PageHeader title={t("today")} about={longDay(new Date(now), zone, language)} />
      {own.length === 0 && <Nothing />}
      <div className={css["page"]} data-one={side.length === 0 || main.length === 0 || undefined}>
        <Column cards={main} />
        <Column cards={side} />
      </div>
    </>
  );
}

function Column({ cards: own }: { cards: typeof cards }) {
  if (own.length === 0) return null;
  return (
    <div className={css["column"]}>
      {own.map(({ id, Card }) => (
        <Suspense
          key={id}
          fallback={
            <Panel>
              <SkeletonRows rows={3} />
            </Panel>
          }
        >
          <Card />
        </Suspense>
      ))}
    </div>
  );
}

/** An agency on its first day: what this page is for, and the first thing to make. */
function Nothing() {
  const t = useWords(shellWords);
  const label = useLabel();
  const may = useMay();
  const first = slices
    .flatMap(({ commands }) => commands ?? [])
    .find(({ isNew, to, may: verb }) => isNew === true && to !== undefined && may(verb));
  return (
    <EmptyState
      picture="calm"
      sentence={t("todayEmpty")}
      action={
        <LinkButton look="primary" to={first?.to ?? "/account"}>
          {first ? label(first.label) : t("account")}
        </LinkButton>
      }
    />
  );
}
