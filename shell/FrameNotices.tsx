import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconHandStop,
  IconShieldExclamation,
} from "@tabler/icons-react";
import { Link } from "react-router";
import css from "./FrameNotices.module.css";
import { shellWords } from "./words.ts";
import { useNow } from "#ui/clock.ts";
import type { Icon } from "#ui/registration.ts";
import type { FrameNotice } from "#ui/session.ts";
import { duration } from "#ui/time.ts";
import { useWords } from "#ui/words.ts";

/**
 * An incident is about life safety and therefore red; everything else that stands still is amber.
 */
export function loudest(notices: readonly FrameNotice[]): "bad" | "wait" | "none" {
  if (notices.some(({ kind }) => kind === "incident" || kind === "alert" || kind === "alert-late"))
    return "bad";
  return notices.length > 0 ? "wait" : "none";
}

const icons: Readonly<Record<string, Icon>> = {
  incident: IconAlertOctagon,
  alert: IconAlertOctagon,
  "alert-late": IconAlertOctagon,
  glass: IconAlertTriangle,
  alarm: IconShieldExclamation,
  compromised: IconShieldExclamation,
  proof: IconShieldExclamation,
  gap: IconAlertTriangle,
  host: IconAlertTriangle,
  "host-recalled": IconAlertTriangle,
};

/** What is open or held, by name, each with its clock. */
export function FrameNotices({ notices }: { notices: readonly FrameNotice[] }) {
  const t = useWords(shellWords);
  const now = useNow();
  if (notices.length === 0) return null;
  const titleOf = ({ kind, title }: FrameNotice) => {
    if (kind === "proof" || kind === "host" || kind === "host-recalled") return t(kind);
    if (kind === "alert" || kind === "alert-late") return t(kind, { title });
    if (kind === "glass" || kind === "alarm" || kind === "compromised" || kind === "gap")
      return t(kind, { title });
    return title;
  };
  return (
    <ul className={css["notices"]}>
      {notices.map((notice) => {
        const Icon = icons[notice.kind] ?? IconHandStop;
        return (
          <li key={notice.id}>
            <Link to={notice.href.replace(/^\/console/, "") || "/"} className={css["notice"]}>
              <Icon size={20} stroke={2} aria-hidden />
              <span className={css["title"]}>{titleOf(notice)}</span>
              <span className="ob-figures">
                {t("since", { duration: duration(now - Date.parse(notice.since)) })}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
