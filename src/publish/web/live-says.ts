import type { PostContent } from "./api.ts";
import { useChannels } from "./queries.ts";
import { liveWords } from "./words/live.ts";
import { resolveLocal } from "./zoned.ts";
import { useNow } from "#ui/clock.ts";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** "Live Nov 22, 12:00 PST on YouTube"; undefined where a post announces no live stream. */
export function useLiveSays(): (content: Pick<PostContent, "live">) => string | undefined {
  const t = useWords(liveWords);
  const language = useLanguage();
  const now = useNow();
  const { channels } = useChannels();
  return ({ live }) => {
    const start = live && resolveLocal(live.local, live.zone);
    if (!start || live.channels.length === 0) return undefined;
    const names = channels.filter(({ id }) => live.channels.includes(id)).map(({ name }) => name);
    const time = clockTime(start.at, new Date(now), live.zone, language);
    return t("startsOn", { time, channels: names.join(", ") });
  };
}
