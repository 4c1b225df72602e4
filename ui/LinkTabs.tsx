import { Link, useLocation } from "react-router";
import css from "./LinkTabs.module.css";

interface LinkTabsProps {
  label: string;
  tabs: readonly { to: string; label: string; count?: number | undefined }[];
}

/** The parts of one thing, each with its own address. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  const { pathname } = useLocation();
  return (
    <nav className={css["tabs"]} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} aria-current={pathname === tab.to ? "page" : undefined}>
          {tab.label}
          {tab.count !== undefined && <span className={css["count"]}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
