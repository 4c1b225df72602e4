import { authorize } from "#agency";
import type { Ctx } from "#platform/context.ts";
import type { PageContent } from "./content.ts";
import { compare } from "./differences.ts";
import { policyFindings } from "./findings.ts";
import { readText } from "./reading-text.ts";

/** What a page would look like in each language, and what the policy says about its words, while it is typed. */
export async function previewPage(ctx: Ctx, content: PageContent) {
  authorize(ctx, "page.read");
  const { text, policy } = content;
  const findings = await policyFindings(ctx, content);
  return {
    blocks: { en: readText(text.en), es: readText(text.es) },
    compared: policy && {
      en: compare(policy.before.en, policy.after.en),
      es: compare(policy.before.es, policy.after.es),
    },
    findings: findings.map(({ key, rule, level, title, reason, paragraph }) => ({
      key,
      rule,
      level,
      title,
      reason,
      paragraph,
    })),
  };
}
