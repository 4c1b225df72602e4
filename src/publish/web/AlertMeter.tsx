import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import css from "./Alert.module.css";
import { useChannels } from "./queries.ts";
import type { FilledAlert } from "./templates-api.ts";
import type { AlertState } from "./use-alert.ts";
import { alertWords } from "./words/alert.ts";
import { composerWords } from "./words/composer.ts";
import { CheckField } from "#ui/choices.tsx";
import { Meter } from "#ui/Meter.tsx";
import { useWords } from "#ui/words.ts";

/** One meter over all channels and languages: the fullest one. The rest is folded, fullest first. */
export function AlertMeter({ filled, alert }: { filled: FilledAlert; alert: AlertState }) {
  const t = useWords(alertWords);
  const unit = useWords(composerWords);
  const { channels } = useChannels();
  const name = (id: string) => channels.find((one) => one.id === id)?.name ?? "";
  const all = filled.parts.flatMap(({ measures }) => measures).toSorted(byFullness);
  const [worst] = all;
  const chosen = filled.parts[0]?.content.channels ?? [];
  const isFine = alert.over.length === 0;
  return (
    <div className={css["meter"]}>
      <p className={css["fits"]} data-fits={isFine}>
        {isFine ? (
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
        ) : (
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
        )}
        <output>{isFine ? t("fits") : t("fitsNot", { count: alert.over.length })}</output>
      </p>
      {worst && (
        <Meter
          label={t("closest", { channel: name(worst.channelId) })}
          value={worst.count}
          max={worst.max}
          unit={unit(worst.unit)}
        />
      )}
      <details className={css["fold"]}>
        <summary>{t("allChannels", { count: chosen.length })}</summary>
        <ul className={css["channels"]}>
          {channels.map((channel) => {
            const own = all.find(({ channelId }) => channelId === channel.id);
            const toggle = (isOn: boolean) =>
              alert.setChannels(
                isOn ? [...chosen, channel.id] : chosen.filter((id) => id !== channel.id),
              );
            return (
              <li key={channel.id}>
                <CheckField
                  label={channel.name}
                  checked={chosen.includes(channel.id)}
                  // Without any the template's own come back: the last one stays.
                  disabled={chosen.length === 1 && chosen.includes(channel.id)}
                  onChange={toggle}
                />
                {own && (
                  <Meter
                    bare
                    label={channel.name}
                    value={own.count}
                    max={own.max}
                    unit={unit(own.unit)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </details>
    </div>
  );
}

type Measured = FilledAlert["parts"][number]["measures"][number];

function byFullness(one: Measured, other: Measured): number {
  const part = ({ count, max }: Measured) => (max === 0 ? 1 : count / max);
  return part(other) - part(one);
}
