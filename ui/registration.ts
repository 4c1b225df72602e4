import type { ComponentType } from "react";
import type { Label } from "./words.ts";

export type Icon = ComponentType<{
  size?: number | string;
  stroke?: number | string;
  "aria-hidden"?: boolean;
  className?: string;
}>;

/** A page, loaded when first opened: `() => import("./PostList.tsx").then((m) => m.PostList)`. */
export type LoadPage = () => Promise<ComponentType>;

export interface ConsoleRoute {
  /** Under /console/, as React Router reads it: `posts/:id`. */
  path: string;
  /** The document's title; pages with a better one call `usePageTitle`. */
  title: Label;
  page: LoadPage;
  /** The verb without which the page answers "not yours to see". */
  may?: string;
  /** Shown to people who have not signed in. */
  open?: boolean;
}

export interface NavEntry {
  /** A section of the rail: see `shell/navigation.ts`. */
  section: string;
  /** The heading under which it stands there, in a section that has any. */
  group?: string;
  label: Label;
  to: string;
  /** Lower stands higher; 50 when not given. */
  order?: number;
  may?: string;
  /**
   * How many things wait here: by its name in the session's counts, or counted from the answer to a query. `key` is
   * the query's key: a page that asks the same shares the answer, and invalidating it reads the number again.
   */
  count?: string | CountQuery;
}

export interface CountQuery {
  key: readonly string[];
  load: () => Promise<unknown>;
  of: (answer: unknown) => number;
}

export interface Command {
  id: string;
  label: Label;
  /** Where it leads; or what it does. */
  to?: string;
  run?: () => void;
  /** Also found by these words. */
  keywords?: string;
  may?: string;
  icon?: Icon;
  /** Stands in the New menu too. */
  isNew?: boolean;
}

export interface TodayCard {
  id: string;
  /** Waits for me · out now · goes out next · rising · health of what runs. */
  place: "waiting" | "out" | "next" | "rising" | "health";
  order?: number;
  may?: string;
  /** Only while the frame tells of something of this kind: what mostly is empty costs nobody a request. */
  notice?: string;
  card: LoadPage;
}

/** A place that can be searched from the top bar. */
export interface SearchPlace {
  id: string;
  label: Label;
  to: (query: string) => string;
  may?: string;
}

/**
 * What a slice's `web/index.ts` hands to the shell. Everything but pages is small and loaded first.
 */
export interface ConsoleSlice {
  name: string;
  routes?: readonly ConsoleRoute[];
  nav?: readonly NavEntry[];
  commands?: readonly Command[];
  today?: readonly TodayCard[];
  search?: readonly SearchPlace[];
}

export function consoleSlice(definition: ConsoleSlice): ConsoleSlice {
  return definition;
}
