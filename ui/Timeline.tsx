import type { ReactNode } from "react";
import type { Icon } from "./registration.ts";
import type { Meaning } from "./StateBadge.tsx";
import { TimeAgo } from "./TimeAgo.tsx";
import css from "./Timeline.module.css";
import { IconPoint } from "@tabler/icons-react";

export interface TimelineEntry {
  id: string;
  at: string;
  /** Who did it, as named then. */
  who: string;
  /** "approved for all channels" */
  what: ReactNode;
  detail?: ReactNode;
  /** "in the log at 18,204, verify" */
  proof?: ReactNode;
  icon?: Icon;
  meaning?: Meaning;
}

/** Who, what, when, proof: newest first, as the page that owns it sorts. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol className={css["timeline"]} aria-label={label}>
      {entries.map(({ id, at, who, what, detail, proof, icon, meaning = "neutral" }) => {
        const Icon = icon ?? IconPoint;
        return (
          <li key={id} className={css["entry"]}>
            <span className={`${css["dot"]} ${css[meaning] ?? ""}`}>
              <Icon size={16} stroke={2} aria-hidden />
            </span>
            <div className={css["words"]}>
              <p>
                <strong>{who}</strong> {what}
              </p>
              {detail !== undefined && <div className={css["detail"]}>{detail}</div>}
              <p className={css["when"]}>
                <TimeAgo at={at} />
                {proof !== undefined && <> · {proof}</>}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
