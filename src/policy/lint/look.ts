import { ownAgency } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read } from "#platform/db/database.ts";
import { policyInForce } from "../policies.ts";
import type { Finding, LintDraft } from "./finding.ts";
import { lint } from "./lint.ts";
import { lintLists } from "./lists.ts";

/** A finding by which it can be named again: the same rule about the same words, wherever they have moved. */
export interface KeyedFinding extends Finding {
  key: string;
}

/** Looks at a draft under the policy in force, the law of the agency's state and the lists it keeps. */
export async function lintDraft(ctx: Ctx, draft: LintDraft): Promise<KeyedFinding[]> {
  return read(ctx, async (tx) => {
    const policy = await policyInForce(tx);
    const { state } = await ownAgency(tx);
    const lists = await lintLists(tx);
    return lint(draft, policy?.rules ?? {}, { state, lists }).map((finding) => ({
      ...finding,
      key: keyOf(draft, finding),
    }));
  });
}

/** SHA-256 over the rule, its level and the words it means. */
export function keyOf(draft: LintDraft, finding: Finding): string {
  const words =
    finding.start === null || finding.end === null
      ? ""
      : wordsOf(draft, finding).slice(finding.start, finding.end);
  const said = JSON.stringify([
    finding.rule,
    finding.level,
    finding.field,
    finding.start === null ? (finding.of ?? "") : "",
    words,
  ]);
  return sha256(said).toString("hex");
}

function wordsOf(draft: LintDraft, { field, of }: Finding): string {
  if (field === "text") return draft.text;
  if (field === "title") return draft.title ?? "";
  if (field === "alt") return draft.media?.[Number(of)]?.alt ?? "";
  if (field === "variant") return draft.variants?.[String(of)]?.text ?? "";
  return `${draft.link?.title ?? ""}\n${draft.link?.description ?? ""}`;
}
