import { IconExternalLink, IconHandMove, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { deliveriesApi, type DeliveryRow, type PostPageData } from "./api.ts";
import css from "./Posts.module.css";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { useChanged } from "./queries.ts";
import { SettleDialog } from "./SettleDialog.tsx";
import { DeliveryStateBadge } from "./states.tsx";
import { stripRows } from "./strip-rows.ts";
import { useAct } from "#ui/use-act.ts";
import { handOverWords } from "./words/hand-over.ts";
import { postWords } from "./words/posts.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useTold } from "#ui/told.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** The number that the server gives our own comment under a post. */
const commentPart = 99;

interface StripProps {
  post: Pick<PostPageData, "deliveries" | "version">;
  /** Without what can be done: in a drawer. */
  isShort?: boolean;
}

/** One line a channel: where its delivery stands, since when, and what the network said. */
export function DeliveryStrip({ post, isShort }: StripProps) {
  const t = useWords(postWords);
  const rows = stripRows(post.deliveries, post.version);
  if (rows.length === 0)
    return (
      <p>
        <Quiet>{t("noDeliveries")}</Quiet>
      </p>
    );
  return (
    <ul className={css["strip"]}>
      {rows.map((delivery) => (
        <Line
          key={delivery.id}
          delivery={delivery}
          isShort={isShort ?? false}
          isOld={delivery.version !== post.version}
          waitsFor={unsettledBefore(delivery, post.deliveries)}
          waitsUnder={missingBefore(delivery, post.deliveries)}
        />
      ))}
    </ul>
  );
}

function Line({
  delivery,
  isShort,
  isOld,
  waitsFor,
  waitsUnder,
}: Waits & {
  delivery: DeliveryRow;
  isShort: boolean;
  isOld: boolean;
}) {
  const t = useWords(postWords);
  const h = useWords(handOverWords);
  const partName = usePartName();
  const may = useMay();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [settling, setSettling] = useState(false);
  const [byHand, setByHand] = useState(false);
  const canSettle = may("delivery.settle") && !isShort;
  const retry = () =>
    act(async () => {
      await deliveriesApi.retry(delivery.id);
      await changed();
      toast(t("retried"));
    });
  return (
    <li className={css["line"]} data-state={delivery.state}>
      <strong className={css["channel"]}>
        {delivery.channel}
        {delivery.part > 0 && <Quiet small> · {partName(delivery.part)}</Quiet>}
      </strong>
      <span>
        <DeliveryStateBadge state={delivery.state} />
      </span>
      <span className={css["time"]}>
        <When delivery={delivery} />
        {isOld && <Quiet small> · {t("version", { number: delivery.version })}</Quiet>}
      </span>
      <span className={css["lineActs"]}>
        {delivery.state !== "recalled" &&
          delivery.remoteUrl &&
          /^https?:/.test(delivery.remoteUrl) && (
            <a href={delivery.remoteUrl} target="_blank" rel="noreferrer">
              <IconExternalLink size={16} stroke={1.75} aria-hidden /> {t("open")}
              <span className="ob-hidden">: {delivery.channel}</span>
            </a>
          )}
        {canSettle && delivery.state === "refused" && (
          <>
            <Button small icon={IconRefresh} loading={busy} onClick={() => void retry()}>
              {t("retry")}
            </Button>
            {delivery.part === 0 && !isOld && (
              <Button small icon={IconHandMove} onClick={() => setByHand(true)}>
                {h("button")}
              </Button>
            )}
          </>
        )}
        {canSettle && delivery.state === "asked" && (
          <Button small onClick={() => setSettling(true)}>
            {t("settle")}
          </Button>
        )}
      </span>
      {delivery.state !== "recalled" && <Reason {...{ delivery, waitsFor, waitsUnder }} />}
      {error !== null && (
        <div className={css["reason"]}>
          <ErrorNotice error={error} />
        </div>
      )}
      {byHand && <HandOverDialog delivery={delivery} onClose={() => setByHand(false)} />}
      {settling && <SettleDialog delivery={delivery} onClose={() => setSettling(false)} />}
    </li>
  );
}

/** A thread goes out in its order: the post that this one answers, while it does not stand. */
function missingBefore({ afterId }: DeliveryRow, all: readonly DeliveryRow[]): number | undefined {
  const before = all.find(({ id }) => id === afterId);
  return before && before.state !== "sent" ? before.part : undefined;
}

/** While nobody knows whether an earlier version stands on a channel, the next one waits (core D3). */
function unsettledBefore(
  { state, channelId, part, version }: DeliveryRow,
  all: readonly DeliveryRow[],
): number | undefined {
  if (state !== "waiting") return undefined;
  return all.find(
    (one) =>
      one.channelId === channelId &&
      (one.part === part || part === 0) &&
      one.version < version &&
      ["sending", "unconfirmed", "asked"].includes(one.state),
  )?.version;
}

interface Waits {
  /** An earlier version that nobody knows of: this one is not sent before that is settled. */
  waitsFor: number | undefined;
  /** The part that this one answers, which does not stand yet. */
  waitsUnder: number | undefined;
}

function Reason({ delivery, waitsFor, waitsUnder }: Waits & { delivery: DeliveryRow }) {
  const t = useWords(postWords);
  const partName = usePartName();
  const { sentence } = useTold();
  if (waitsFor !== undefined)
    return <p className={css["reason"]}>{t("waitsForEarlier", { number: waitsFor })}</p>;
  if (waitsUnder !== undefined && delivery.state === "waiting")
    return <p className={css["reason"]}>{t("waitsUnder", { part: partName(waitsUnder) })}</p>;
  if (delivery.reason === null) return null;
  const { text, lang } = sentence(delivery.reason);
  return (
    <p className={css["reason"]} lang={lang}>
      {text}
    </p>
  );
}

/** "post 2", "first comment": what of a thread a line is about. */
function usePartName(): (part: number) => string {
  const t = useWords(postWords);
  return (part) => (part === commentPart ? t("partComment") : t("partPost", { number: part + 1 }));
}

function When({ delivery }: { delivery: DeliveryRow }) {
  const t = useWords(postWords);
  if (delivery.state === "sent" && delivery.sentAt)
    return (
      <>
        {t("sentAt")} <TimeAgo at={delivery.sentAt} />
      </>
    );
  if (delivery.state === "waiting")
    return (
      <>
        {t("due")} <TimeAgo at={delivery.dueAt} />
      </>
    );
  return (
    <>
      {t("since")} <TimeAgo at={delivery.changedAt} />
    </>
  );
}
