import type { ReactNode } from "react";
import { Link } from "react-router";
import css from "./PageHeader.module.css";
import { usePageTitle } from "./page-title.ts";

interface PageHeaderProps {
  title: string;
  /** One sentence under the title. */
  about?: ReactNode;
  /** State badge and the like, beside the title. */
  state?: ReactNode;
  /** The page above this one. */
  up?: { to: string; label: string };
  /** At most one primary button. */
  actions?: ReactNode;
}

/** The head of a page: its one h1, which also names the document. */
export function PageHeader({ title, about, state, up, actions }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <header className={css["header"]}>
      <div className={css["words"]}>
        {up && (
          <Link className={css["trail"]} to={up.to}>
            ← {up.label}
          </Link>
        )}
        <div className={css["heading"]}>
          <h1 tabIndex={-1}>{title}</h1>
          {state}
        </div>
        {about !== undefined && <p className={css["about"]}>{about}</p>}
      </div>
      {actions !== undefined && <div className={css["actions"]}>{actions}</div>}
    </header>
  );
}
