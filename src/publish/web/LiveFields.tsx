import { IconBroadcast, IconClock } from "@tabler/icons-react";
import type { ChannelRow, PostContent } from "./api.ts";
import composer from "./Composer.module.css";
import type { PartProps } from "./MessagePart.tsx";
import { Shape } from "./Shape.tsx";
import { composerWords } from "./words/composer.ts";
import { liveWords } from "./words/live.ts";
import { localOf, resolveLocal } from "./zoned.ts";
import { useNow } from "#ui/clock.ts";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const dayMs = 86_400_000;

type Live = NonNullable<PostContent["live"]>;

interface LiveFieldsProps extends PartProps {
  channels: readonly ChannelRow[];
  live: Live;
  /** Ids of the chosen channels that know live streams. */
  able: readonly string[];
}

/** The full hour a day ahead, by the agency's clock. */
export function useTomorrow(): () => Pick<Live, "local" | "zone"> {
  const now = useNow();
  const zone = useZone();
  return () => ({ local: `${localOf(new Date(now + dayMs), zone).slice(0, 14)}00`, zone });
}

/** When a live stream begins and where; what happens then is said beside it. */
export function LiveFields({ content, change, channels, live, able }: LiveFieldsProps) {
  const t = useWords(liveWords);
  const set = (part: Partial<Live>) => change({ live: { ...live, ...part } });
  const choices = channels
    .filter(({ id }) => able.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Shape title={t("title")} icon={IconBroadcast} onRemove={() => change({ live: undefined })}>
      <p>
        <Quiet small>{t("about")}</Quiet>
      </p>
      <StartField live={live} publish={content.publish} onChange={(local) => set({ local })} />
      <PickManyField
        label={t("on")}
        hint={t("elsewhere")}
        value={live.channels}
        choices={choices}
        onChange={(next) => set({ channels: next })}
      />
    </Shape>
  );
}

interface StartFieldProps {
  live: Live;
  publish: PostContent["publish"];
  onChange: (local: string) => void;
}

function StartField({ live, publish, onChange }: StartFieldProps) {
  const t = useWords(liveWords);
  const c = useWords(composerWords);
  const now = useNow();
  const language = useLanguage();
  const start = resolveLocal(live.local, live.zone);
  const out = publish.when === "at" ? resolveLocal(publish.local, publish.zone)?.at.getTime() : now;
  const isEarly = start !== undefined && start.at.getTime() <= Math.max(out ?? now, now);
  return (
    <>
      <DateTimeField
        label={t("start")}
        value={live.local}
        error={isEarly ? t("tooEarly") : undefined}
        onChange={(local) => onChange(local.slice(0, 16))}
      />
      {start && start.kind !== "once" && (
        <p className={composer["note"]}>
          <IconClock size={16} stroke={1.75} aria-hidden />
          {c(start.kind, { time: clockTime(start.at, start.at, live.zone, language) })}
        </p>
      )}
    </>
  );
}
