import type { ReactNode } from "react";
import css from "./LineList.module.css";

/** Things below each other with a line between, a `<li>` each: for what says more than fits in a row. */
export function LineList({ children }: { children: ReactNode }) {
  return <ul className={css["list"]}>{children}</ul>;
}
