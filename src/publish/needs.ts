import { and, desc, eq, inArray } from "drizzle-orm";
import type { Role } from "#agency";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import type { PostVersion } from "./posts.ts";
import { submissions } from "./schema.ts";

/** Sets of roles that the lint's findings ask for: any one of each set. */
export type Needs = readonly (readonly Role[])[];

/** What the newest submission of exactly these words asks for besides the class (core A2). */
export async function needsOf(tx: TxCtx, { post, version, hash }: PostVersion): Promise<Needs> {
  const [row] = await tx.tx
    .select({ needs: submissions.needs })
    .from(submissions)
    .where(
      and(
        eq(submissions.agencyId, agencyOf(tx)),
        eq(submissions.postId, post.id),
        eq(submissions.version, version),
        eq(submissions.hash, hash),
      ),
    )
    .orderBy(desc(submissions.submittedAt), desc(submissions.id))
    .limit(1);
  return row?.needs ?? [];
}

/** The same for many posts at once: what the claim asks. */
export async function needsOfAll(
  tx: TxCtx,
  postIds: readonly string[],
): Promise<(version: { postId: string; version: number; hash: string }) => Needs> {
  const rows = await tx.tx
    .selectDistinctOn([submissions.postId, submissions.version, submissions.hash], {
      postId: submissions.postId,
      version: submissions.version,
      hash: submissions.hash,
      needs: submissions.needs,
    })
    .from(submissions)
    .where(inArray(submissions.postId, [...postIds]))
    .orderBy(
      submissions.postId,
      submissions.version,
      submissions.hash,
      desc(submissions.submittedAt),
      desc(submissions.id),
    );
  const known = new Map(rows.map((row) => [nameOf(row), row.needs]));
  return (version) => known.get(nameOf(version)) ?? [];
}

function nameOf({ postId, version, hash }: { postId: string; version: number; hash: string }) {
  return `${postId} ${version} ${hash}`;
}
