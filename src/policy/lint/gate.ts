import { Refusal } from "#platform/refusal.ts";
import type { KeyedFinding } from "./look.ts";

type Judged = Pick<KeyedFinding, "key" | "level" | "paragraph" | "reason">;

/**
 * The gate of every submission: what blocks refuses, what warns must be among the keys that were `read`. Throws a
 * `Refusal` that carries all findings which stand in the way.
 */
export function mustPassFindings(findings: readonly Judged[], read: ReadonlySet<string>): void {
  const blocks = findings.filter(({ level }) => level === "block");
  const [first] = blocks;
  if (first)
    throw new Refusal("policy-findings", first.reason.en, {
      paragraph: first.paragraph,
      details: { findings: blocks },
    });
  const unread = findings.filter(({ level, key }) => level === "warn" && !read.has(key));
  const [next] = unread;
  if (next)
    throw new Refusal(
      "policy-warnings",
      `Read what the policy says about this post and confirm it first: ${next.reason.en}`,
      { paragraph: next.paragraph, details: { findings: unread } },
    );
}
