import type { PolicyContent } from "./api.ts";

export type EditorProblem =
  | "problemNumber"
  | "problemTwice"
  | "problemEmpty"
  | "problemParagraph"
  | "problemRoles"
  | "problemTitle"
  | "problemNone";

/** The first thing the server would refuse about a draft, so that it is said while writing. */
export function problemOf(
  content: PolicyContent,
): { key: EditorProblem; name: string } | undefined {
  const { paragraphs, classes } = content;
  const numbers = new Set<string>();
  for (const { number, heading, body } of paragraphs) {
    if (!/^\d{1,2}(\.\d{1,2}){0,2}$/.test(number)) return { key: "problemNumber", name: heading };
    if (numbers.has(number)) return { key: "problemTwice", name: number };
    if (heading.trim() === "" || body.trim() === "") return { key: "problemEmpty", name: number };
    numbers.add(number);
  }
  for (const { title, paragraph, steps } of classes) {
    if (title.trim() === "") return { key: "problemTitle", name: "" };
    if (!numbers.has(paragraph)) return { key: "problemParagraph", name: title };
    if (steps.some(({ roles }) => roles.length === 0)) return { key: "problemRoles", name: title };
  }
  if (content.title.trim() === "") return { key: "problemTitle", name: "" };
  if (paragraphs.length === 0 || classes.length === 0) return { key: "problemNone", name: "" };
  return undefined;
}
