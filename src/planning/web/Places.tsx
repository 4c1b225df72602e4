import { IconArrowDown, IconArrowUp, IconHandStop } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { planningApi, usePlanningChanged, type PlaceKey, type QueuePlace } from "./api.ts";
import css from "./Planning.module.css";
import { queueWords } from "./words/queue.ts";
import { useDayWords } from "./words-of.ts";
import { IconButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const ConfirmDialog = lazy(() =>
  import("#ui/ConfirmDialog.tsx").then((m) => ({ default: m.ConfirmDialog })),
);

type Post = NonNullable<QueuePlace["post"]>;

interface Move {
  post: Post;
  from: PlaceKey;
  to: PlaceKey;
}

/** Every place of the coming weeks by week; a post moves to the next one that fits it, by a button. */
export function Places({ places }: { places: readonly QueuePlace[] }) {
  const t = useWords(queueWords);
  const day = useDayWords();
  const changed = usePlanningChanged();
  const { error, act } = useAct();
  const [asked, setAsked] = useState<Move>();
  const move = async ({ post, from, to }: Move) => {
    await planningApi.swap({ from, to });
    await changed();
    const place = places.find((one) => isAt(one, to));
    toast(t("moved", { name: post.headline, time: place ? day.time(place.local) : to.day }));
    document.getElementById(`queued-${post.id}`)?.focus();
  };
  const begin = (one: Move) => {
    // What somebody approved, or is asked to, loses that by another time: said before, not after.
    if (["approved", "submitted"].includes(one.post.state)) setAsked(one);
    else void act(() => move(one));
  };
  const weeks = Map.groupBy(places, ({ day: on }) => sundayOf(on));
  return (
    <>
      <ErrorNotice error={error} />
      {[...weeks].map(([week, inWeek]) => (
        <section key={week} className={css["week"]}>
          <h3>{t("weekOf", { date: day.short(week) })}</h3>
          <ol className={css["rows"]}>
            {inWeek.map((place) => (
              <Place key={`${place.slotId} ${place.day}`} place={place} onMove={begin} />
            ))}
          </ol>
        </section>
      ))}
      {asked && (
        <Suspense>
          <ConfirmDialog
            title={t("moveQuestion", { name: asked.post.headline })}
            verb={t("moveIt")}
            consequence={t("swapNote")}
            grave={false}
            onConfirm={() => move(asked)}
            onClose={() => setAsked(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

const isAt = (place: PlaceKey, other: PlaceKey) =>
  place.slotId === other.slotId && place.day === other.day;

function sundayOf(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() - at.getUTCDay());
  return at.toISOString().slice(0, 10);
}

interface PlaceProps {
  place: QueuePlace;
  onMove: (move: Move) => void;
}

function Place({ place, onMove }: PlaceProps) {
  const t = useWords(queueWords);
  const day = useDayWords();
  const may = useMay();
  const { post, local } = place;
  const when = <span className={css["when"]}>{day.time(local)}</span>;
  if (!post)
    return (
      <li className={css["place"]}>
        {when}
        <span className={css["free"]}>{t("free")}</span>
        {may("post.draft") && (
          <Link to={`/posts/new?at=${local}`}>
            {t("begin")}
            <span className="ob-hidden">, {day.time(local)}</span>
          </Link>
        )}
      </li>
    );
  return (
    <li className={css["place"]} data-filled>
      {when}
      <span>
        <Link id={`queued-${post.id}`} to={`/posts/${post.id}`}>
          {post.headline}
        </Link>{" "}
        {post.isHeld ? (
          <StateBadge meaning="wait" icon={IconHandStop} label={t("held")} />
        ) : (
          <Quiet>{stateIn(t, post.state)}</Quiet>
        )}
      </span>
      {may("queue.book") && <Acts place={place} post={post} onMove={onMove} />}
    </li>
  );
}

function Acts({ place, post, onMove }: PlaceProps & { post: Post }) {
  const t = useWords(queueWords);
  const changed = usePlanningChanged();
  const { earlier, later, slotId, day } = place;
  const from = { slotId, day };
  return (
    <div className={css["acts"]}>
      <IconButton
        label={t("earlier", { name: post.headline })}
        icon={IconArrowUp}
        disabled={earlier === null}
        onClick={() => earlier && onMove({ post, from, to: earlier })}
      />
      <IconButton
        label={t("later", { name: post.headline })}
        icon={IconArrowDown}
        disabled={later === null}
        onClick={() => later && onMove({ post, from, to: later })}
      />
      <ConfirmButton
        small
        look="quiet"
        question={t("leaveQuestion", { name: post.headline })}
        consequence={t("leaveConsequence")}
        onConfirm={async () => {
          await planningApi.leave(post.id);
          await changed();
        }}
      >
        {t("leave")}
      </ConfirmButton>
    </div>
  );
}

type QueueSay = ReturnType<typeof useWords<"draft" | "submitted" | "returned" | "approved">>;

function stateIn(t: QueueSay, state: string): string {
  const known = (["draft", "submitted", "returned", "approved"] as const).find(
    (one) => one === state,
  );
  return known ? t(known) : state;
}
