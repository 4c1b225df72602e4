import type { CSSProperties, ReactNode } from "react";
import css from "./layout.module.css";

/** The steps of space: 4 8 12 16 24 32. */
export type Step = 4 | 8 | 12 | 16 | 24 | 32;

interface BoxProps {
  children: ReactNode;
  gap?: Step;
}

/** Things under one another. */
export function Stack({ children, gap }: BoxProps) {
  return (
    <div className={css["stack"]} style={variables({ "--gap": gap ?? 16 })}>
      {children}
    </div>
  );
}

/** Things beside one another that wrap when there is no room. */
export function Row({ children, gap, apart, end }: BoxProps & { apart?: boolean; end?: boolean }) {
  const classes = [css["row"], apart && css["apart"], end && css["end"]].filter(Boolean).join(" ");
  return (
    <div className={classes} style={variables({ "--gap": gap ?? 8 })}>
      {children}
    </div>
  );
}

interface PanelProps {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** One bounded part of a page with its heading. Panels do not lie in panels. */
export function Panel({ title, aside, children }: PanelProps) {
  return (
    <section className={css["panel"]} aria-label={title}>
      {title !== undefined && (
        <div className={css["panelHead"]}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

export function Quiet({ children, small }: { children: ReactNode; small?: boolean }) {
  return <span className={`${css["quiet"]} ${small ? css["small"] : ""}`}>{children}</span>;
}

function variables(given: Record<string, number | undefined>): CSSProperties {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, `${value}px`]));
}
