import { useQuery } from "@tanstack/react-query";
import { channelsApi, type ChannelRow } from "./api.ts";
import { followerWords } from "./follower-words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const everyMs = 5_000;

/** Of an actor of our own: where people follow, how many do, and how far the newest posts have come. */
export function Followers({ channel }: { channel: ChannelRow }) {
  const t = useWords(followerWords);
  const { data, error } = useQuery({
    queryKey: ["channels", channel.id, "followers"],
    queryFn: () => channelsApi.followers(channel.id),
    refetchInterval: everyMs,
  });
  const standing = data?.standing;
  if (!standing) return <ErrorNotice error={error} />;
  const { address, followers, servers, waiting, newest } = standing;
  return (
    <>
      <p>
        {t("address", { address })} ·{" "}
        {t("followers", {
          followers: followers.toLocaleString(),
          servers: servers.toLocaleString(),
        })}
        {waiting > 0 && <> · {t("waiting", { waiting: waiting.toLocaleString() })}</>}
      </p>
      {newest.length > 0 && (
        <details>
          <summary>{t("newest")}</summary>
          <ul>
            {newest.map((one) => (
              <li key={`${one.madeAt} ${one.kind}`}>
                {t(one.kind)} <TimeAgo at={one.madeAt} />: {one.text}{" "}
                <Quiet small>
                  {t("progress", { sent: one.sent, waiting: one.waiting, failed: one.failed })}
                </Quiet>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
