import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconHourglassLow,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { Icon } from "./registration.ts";
import css from "./StateBadge.module.css";

/**
 * What a state means to the reader: red is failure or life safety, amber needs a person, green is
 * proven.
 */
export type Meaning = "neutral" | "info" | "wait" | "bad" | "good";

const icons: Record<Meaning, Icon> = {
  neutral: IconCircle,
  info: IconInfoCircle,
  wait: IconHourglassLow,
  bad: IconAlertTriangle,
  good: IconCircleCheck,
};

interface StateBadgeProps {
  meaning: Meaning;
  /** The word; colour alone never tells. */
  label: string;
  icon?: Icon;
}

export function StateBadge({ meaning, label, icon }: StateBadgeProps) {
  const Icon = icon ?? icons[meaning];
  return (
    <span className={`${css["badge"]} ${css[meaning] ?? ""}`}>
      <Icon size={14} stroke={2} aria-hidden />
      {label}
    </span>
  );
}
