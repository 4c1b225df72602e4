import { and, eq } from "drizzle-orm";
import { personOf, type Role } from "#agency";
import {
  keyOf,
  lintDraft,
  mustPassFindings,
  ruleOf,
  type KeyedFinding,
  type LintDraft,
} from "#policy";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { duplicateFindings, type SimilarFinding } from "./duplicates.ts";
import { furtherWords, mediaIn, type PostContent } from "./content.ts";
import { mediaOf } from "./measure.ts";
import type { PostVersion } from "./posts.ts";
import { submissions } from "./schema.ts";

/** What the writer says about the findings, and what only the web could tell. */
export interface Acknowledgement {
  /** Keys of the warnings that the writer has read. */
  keys: readonly string[];
  /** Addresses that were asked and led nowhere. */
  deadLinks?: readonly string[] | undefined;
  /** It is meant to come again (a series): that it repeats another post is told, and asks for nothing. */
  isRepeat?: boolean | undefined;
}

export interface Linted {
  findings: KeyedFinding[];
  acknowledged: string[];
  needs: Role[][];
}

/** Everything the policy has to say about a post's words and pictures. */
export async function lintPost(
  ctx: Ctx,
  content: PostContent,
  deadLinks: readonly string[] = [],
): Promise<KeyedFinding[]> {
  const draft = await draftOf(ctx, content);
  return [...(await lintDraft(ctx, draft)), ...linkFindings(draft, deadLinks)];
}

async function draftOf(ctx: Ctx, content: PostContent): Promise<LintDraft> {
  const media = await mediaOf(ctx, content);
  const { text, title, link, language } = content;
  const further = Object.entries(furtherWords(content)).map(([of, words]) => [of, { text: words }]);
  return {
    text,
    title,
    link,
    language,
    variants: { ...content.variants, ...Object.fromEntries(further) },
    class: content.class,
    media: mediaIn(content).map(({ sha256, alt, isBookingPhoto, captions }) => ({
      alt,
      isBookingPhoto,
      hasCaptions: captions !== undefined,
      kind: media.get(sha256)?.type.startsWith("video/") ? "video" : "image",
    })),
  };
}

/** A link that the web does not know: a warning, since a page may be down for a moment. */
function linkFindings(draft: LintDraft, dead: readonly string[]): KeyedFinding[] {
  const rule = ruleOf("link");
  if (!rule) return [];
  return dead.flatMap((url): KeyedFinding[] => {
    const start = draft.text.indexOf(url);
    const isCard = draft.link?.url === url;
    if (start < 0 && !isCard) return [];
    const finding = {
      rule: rule.code,
      title: rule.title,
      level: rule.level,
      roles: [],
      paragraph: rule.paragraph,
      field: start < 0 ? ("link" as const) : ("text" as const),
      start: start < 0 ? null : start,
      end: start < 0 ? null : start + url.length,
      reason: {
        en: "This address did not answer when it was asked. Open it and see.",
        es: "Esta dirección no respondió al consultarla. Ábrala y compruebe.",
      },
      fix: null,
    };
    return [{ ...finding, key: keyOf(draft, finding) }];
  });
}

/**
 * The gate of submission: what blocks refuses, what warns must have been read by whoever hands the post in, once for
 * these words, and what needs a role makes that role part of the approval.
 */
export async function mustPassLint(
  tx: TxCtx,
  { post, content }: PostVersion,
  { keys, deadLinks, isRepeat }: Acknowledgement,
): Promise<Linted> {
  const repeated = await duplicateFindings(tx, content, post.id);
  const findings = [...(await lintPost(tx, content, deadLinks)), ...repeated];
  const expected = isRepeat ? repeated.map(({ key }) => key) : [];
  const read = new Set([...keys, ...expected, ...(await readBefore(tx, post.id))]);
  mustPassFindings(findings, read);
  return {
    findings,
    acknowledged: findings
      .filter(({ level, key }) => level === "warn" && read.has(key))
      .map(({ key }) => key),
    needs: needsIn(findings),
  };
}

/** What this person confirmed about earlier words of the same post; it is asked once. */
async function readBefore(tx: TxCtx, postId: string): Promise<string[]> {
  const rows = await tx.tx
    .select({ acknowledged: submissions.acknowledged })
    .from(submissions)
    .where(
      and(
        eq(submissions.agencyId, agencyOf(tx)),
        eq(submissions.postId, postId),
        eq(submissions.submittedBy, personOf(tx).personId),
      ),
    );
  return rows.flatMap(({ acknowledged }) => acknowledged);
}

/** Each set of roles once, in a fixed order. */
function needsIn(findings: readonly KeyedFinding[]): Role[][] {
  const sets = findings
    .filter(({ level, roles }) => level === "needs-role" && roles.length > 0)
    .map(({ roles }) => [...roles].sort());
  const known = new Map(sets.map((roles) => [roles.join(" "), roles]));
  return [...known.values()].sort((one, other) => one.length - other.length);
}

/** What the record and the trail keep of a finding: where and why, never the agency's lists. */
export function findingFacts(findings: readonly KeyedFinding[]) {
  return findings.map(({ title: _title, reason: _reason, fix: _fix, ...facts }) => {
    const { similar, ...rest }: Partial<SimilarFinding> = facts;
    return similar ? { ...rest, similarTo: similar.postId } : rest;
  });
}
