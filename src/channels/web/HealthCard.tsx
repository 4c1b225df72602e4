import { useChannels } from "./api.ts";
import css from "./Channels.module.css";
import { HealthBadge, healthOf } from "./health.tsx";
import { healthWords } from "./health-words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

/** Channels on Today: one sentence, then each that is not well. */
export function HealthCard() {
  const t = useWords(healthWords);
  const { sentence } = useTold();
  const { data, error } = useChannels();
  const all = (data?.channels ?? []).map((channel) => ({
    channel,
    health: healthOf(channel.health),
  }));
  const bad = all.filter(({ health }) => health.state === "degraded" || health.state === "broken");
  const unknown = all.filter(({ health }) => health.state === "unknown");
  return (
    <Panel
      title={t("card")}
      aside={
        <LinkButton small look="quiet" to="/channels">
          {t("see")}
        </LinkButton>
      }
    >
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={2} />}
      {data && (
        <p>
          <Quiet>
            {bad.length > 0
              ? t("some", { count: bad.length, of: all.length })
              : unknown.length > 0
                ? t("unchecked", { count: unknown.length, of: all.length })
                : all.length === 0
                  ? t("empty")
                  : t("allHealthy", { count: all.length })}
          </Quiet>
        </p>
      )}
      <ul className={css["rows"]}>
        {bad.map(({ channel, health }) => (
          <li key={channel.id}>
            <span>
              <strong>{channel.name}</strong> <Quiet>{sentence(health.says).text}</Quiet>
            </span>
            <HealthBadge state={health.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
