import type { ReactNode } from "react";
import css from "./Notice.module.css";
import type { Icon } from "./registration.ts";
import type { Meaning } from "./StateBadge.tsx";

interface NoticeProps {
  icon: Icon;
  meaning?: Meaning;
  children: ReactNode;
}

/** One thing to know, said once, on the page it belongs to. */
export function Notice({ icon: Icon, meaning = "info", children }: NoticeProps) {
  return (
    <div className={`${css["notice"]} ${css[meaning] ?? ""}`} role="note">
      <Icon size={20} stroke={1.75} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
