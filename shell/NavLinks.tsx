import { useQuery } from "@tanstack/react-query";
import { Fragment, useId } from "react";
import { Link, useLocation } from "react-router";
import css from "./NavLinks.module.css";
import { entryAt, groupsOf, type FilledSection } from "./navigation.ts";
import type { NavEntry } from "#ui/registration.ts";
import { useSession } from "#ui/session.ts";
import { useLabel } from "#ui/words.ts";

interface NavLinksProps {
  sections: readonly FilledSection[];
  /** The section whose pages are listed; "all" in the phone's menu. */
  openSection: string | undefined;
  onGo?: () => void;
}

export function NavLinks({ sections, openSection, onGo }: NavLinksProps) {
  const label = useLabel();
  const here = entryAt(useLocation().pathname);
  return (
    <ul className={css["list"]}>
      {sections.map((section) => {
        const [first] = section.entries;
        const isHere = here?.section === section.id;
        const many = section.entries.length > 1;
        if (!first) return null;
        return (
          <li key={section.id}>
            <Link
              to={first.to}
              className={css["section"]}
              {...(isHere ? { "data-here": "" } : {})}
              {...current(isHere && (!many || here === first))}
              {...(onGo ? { onClick: onGo } : {})}
            >
              <section.icon size={20} stroke={1.75} aria-hidden />
              <span className={css["label"]}>{label(section.label)}</span>
              {!many && <Count entry={first} />}
            </Link>
            {many && (openSection === section.id || openSection === "all") && (
              <Groups section={section} here={here} onGo={onGo} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface GroupsProps {
  section: FilledSection;
  here: NavEntry | undefined;
  onGo: (() => void) | undefined;
}

/** A section's pages; those of a long section under headings, each naming its list. */
function Groups({ section, here, onGo }: GroupsProps) {
  const label = useLabel();
  const prefix = useId();
  return groupsOf(section).map(({ heading, entries }) => {
    const id = heading && `${prefix}-${heading.id}`;
    return (
      <Fragment key={heading?.id ?? ""}>
        {heading && (
          <h2 id={id} className={css["heading"]}>
            {label(heading.label)}
          </h2>
        )}
        <ul className={css["entries"]} aria-labelledby={id}>
          {entries.map((entry) => (
            <li key={entry.to}>
              <Link
                to={entry.to}
                className={css["entry"]}
                {...current(here === entry)}
                {...(onGo ? { onClick: onGo } : {})}
              >
                <span className={css["label"]}>{label(entry.label)}</span>
                <Count entry={entry} />
              </Link>
            </li>
          ))}
        </ul>
      </Fragment>
    );
  });
}

function current(isCurrent: boolean): { "aria-current"?: "page" } {
  return isCurrent ? { "aria-current": "page" } : {};
}

const everyMs = 60_000;

function Count({ entry: { count } }: { entry: NavEntry }) {
  const { counts } = useSession();
  const asked = typeof count === "string" ? undefined : count;
  const { data } = useQuery({
    queryKey: asked?.key ?? ["no-count"],
    queryFn: () => asked?.load() ?? null,
    select: (answer) => asked?.of(answer) ?? 0,
    enabled: asked !== undefined,
    refetchInterval: everyMs,
  });
  const number = typeof count === "string" ? counts[count] : data;
  if (!number) return null;
  return <span className={css["count"]}>{number}</span>;
}
