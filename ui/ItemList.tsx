import type { ReactNode } from "react";
import css from "./ItemList.module.css";

/** Things of one's own, a `<li>` each: what it is, by `ItemWords`, and then what can be done with it. */
export function ItemList({ children }: { children: ReactNode }) {
  return <ul className={css["list"]}>{children}</ul>;
}

/** A `<strong>` that names the thing, and under it what is to be known of it. */
export function ItemWords({ children }: { children: ReactNode }) {
  return <span className={css["words"]}>{children}</span>;
}
