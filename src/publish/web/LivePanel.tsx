import {
  IconBroadcast,
  IconCalendarEvent,
  IconCircleCheck,
  IconExternalLink,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { deliveriesApi, type DeliveryRow, type PostPageData } from "./api.ts";
import css from "./Live.module.css";
import { EndLive } from "./EndLive.tsx";
import { announcedOn, type LiveDelivery } from "./live-deliveries.ts";
import { RecordingCaptions } from "./RecordingCaptions.tsx";
import { StreamKey } from "./StreamKey.tsx";
import { liveWords } from "./words/live.ts";
import { useNow } from "#ui/clock.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import type { Icon } from "#ui/registration.ts";
import { useZone } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type LiveData = Awaited<ReturnType<typeof deliveriesApi.live>>;

const looks: Record<
  LiveData["state"],
  { meaning: Meaning; icon: Icon; word: "upcoming" | "live" | "over" | "gone" }
> = {
  upcoming: { meaning: "info", icon: IconCalendarEvent, word: "upcoming" },
  live: { meaning: "good", icon: IconBroadcast, word: "live" },
  ended: { meaning: "neutral", icon: IconCircleCheck, word: "over" },
  gone: { meaning: "wait", icon: IconTrash, word: "gone" },
};

/** Each question costs of the network's quota: asked again only around the start and while it runs. */
const againMs = 60_000;
const endingMs = 5_000;
const aroundMs = 15 * 60_000;

/** What was announced as a live stream, where it stands on its network, and the key for the encoder. */
export function LivePanel({ post }: { post: Pick<PostPageData, "deliveries"> }) {
  const t = useWords(liveWords);
  const announced = announcedOn(post.deliveries);
  if (announced.length === 0) return null;
  return (
    <Panel title={t("title")}>
      <ul className={css["streams"]}>
        {announced.map((one) => (
          <Stream key={one.delivery.id} {...one} />
        ))}
      </ul>
    </Panel>
  );
}

function Stream({ delivery, startsAt }: LiveDelivery<DeliveryRow>) {
  const t = useWords(liveWords);
  const now = useNow();
  const startMs = Date.parse(startsAt);
  const { data, error, refetch } = useQuery({
    queryKey: ["live", delivery.id],
    queryFn: () => deliveriesApi.live(delivery.id),
    staleTime: againMs,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.ours === "ending"
        ? endingMs
        : state.data?.state === "live" ||
            (state.data?.state === "upcoming" && Math.abs(startMs - now) < aroundMs)
          ? againMs
          : false,
  });
  const look = data && looks[data.state];
  const hasKey = data?.state === "upcoming" || data?.state === "live";
  return (
    <li className={css["stream"]}>
      <div className={css["head"]}>
        <strong>{delivery.channel}</strong>
        {look && <StateBadge meaning={look.meaning} icon={look.icon} label={t(look.word)} />}
      </div>
      <p className={css["times"]}>
        <Times data={data} startsAt={startsAt} />
      </p>
      {delivery.remoteUrl && /^https?:/.test(delivery.remoteUrl) && data?.state !== "gone" && (
        <p>
          <a href={delivery.remoteUrl} target="_blank" rel="noreferrer" className={css["watch"]}>
            <IconExternalLink size={16} stroke={1.75} aria-hidden /> {t("watch")}
            <span className="ob-hidden">: {delivery.channel}</span>
          </a>
        </p>
      )}
      {(data?.ours === "on" || data?.ours === "ending") && (
        <EndLive delivery={delivery} isEnding={data.ours === "ending"} />
      )}
      {data?.ours === "recorded" && <RecordingCaptions delivery={delivery} />}
      {hasKey && data.ours !== "ending" && <StreamKey delivery={delivery} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </li>
  );
}

function Times({ data, startsAt }: { data: LiveData | undefined; startsAt: string }) {
  const t = useWords(liveWords);
  const zone = useZone();
  const language = useLanguage();
  const now = useNow();
  const at = (instant: string) => clockTime(new Date(instant), new Date(now), zone, language);
  const begun = data?.startedAt && t("began", { time: at(data.startedAt) });
  const ended = data?.endedAt && t("ended", { time: at(data.endedAt) });
  const ahead = t("begins", { time: at(data?.startsAt ?? startsAt) });
  return <>{begun || ended ? [begun, ended].filter(Boolean).join(" · ") : ahead}</>;
}
