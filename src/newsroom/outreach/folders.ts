import { fileName, type PublicPage } from "#outreach";

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

export const filesFolder = "/files/";

/** Where a file lies that a page has attached. */
export function filePath(file: Parameters<typeof fileName>[0]): string {
  return `${filesFolder}${fileName(file)}`;
}
