import type { PublicPage } from "#outreach";

const folders = {
  prevention: "/library",
  report: "/reports",
  "policy-change": "/policy-changes",
  pathway: "/jobs",
} as const;

/** Where the pages of a kind stand. */
export function folderOf({ kind }: Pick<PublicPage, "kind">): string {
  return folders[kind];
}
