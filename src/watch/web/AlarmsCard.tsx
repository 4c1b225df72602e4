import { IconShieldExclamation } from "@tabler/icons-react";
import { useAlarms } from "./api.ts";
import css from "./Watch.module.css";
import { watchWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const shownMax = 5;

/** Alarms that nobody has answered; absent where there is none. */
export function AlarmsCard() {
  const t = useWords(watchWords);
  const { data } = useAlarms();
  const open = data?.alarms.filter(({ endedAt }) => endedAt === null) ?? [];
  if (open.length === 0) return null;
  return (
    <Panel
      title={t("open")}
      aside={
        <LinkButton small to="/watch">
          {t("look")}
        </LinkButton>
      }
    >
      <p>{t("today", { count: open.length })}</p>
      <ul className={css["card"]}>
        {open.slice(0, shownMax).map((alarm) => (
          <li key={alarm.id}>
            <IconShieldExclamation size={18} stroke={1.75} aria-hidden />
            <span>
              <strong>{alarm.channel}</strong>: {t(kindOf(alarm.kind))}{" "}
              <Quiet>
                · <TimeAgo at={alarm.raisedAt} />
              </Quiet>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const kinds = ["post", "profile", "administrator", "edited", "gone", "permission"] as const;

export function kindOf(kind: string): (typeof kinds)[number] {
  return kinds.find((one) => one === kind) ?? "permission";
}
