import { authorize, namesOf, peopleWithRole, personOf } from "#agency";
import { channelNames } from "#channels";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { and, desc, eq } from "drizzle-orm";
import { approvalDenial, openStep } from "./approval-rules.ts";
import { approvalsOf, caseOf } from "./approvals.ts";
import { standingFor } from "./delegations.ts";
import { deliveriesOf } from "./deliveries.ts";
import { confirmationsOf, oldFacts } from "./old-facts.ts";
import { lentBy } from "./lent-approvals.ts";
import { mediaOf } from "./measure.ts";
import { postVersion, versionsOf } from "./posts.ts";
import { recalls, submissions } from "./schema.ts";
import { standingOf } from "./standing.ts";
import { workingCopyOf } from "./working-copies.ts";

/** The one page of a post: what it says, who agreed, where it stands and what is next. */
export async function postPage(ctx: Ctx, postId: string) {
  authorize(ctx, "post.read");
  const me = personOf(ctx);
  return read(ctx, async (tx) => {
    const current = await postVersion(tx, postId);
    const theCase = await caseOf(tx, current);
    const mine = await standingFor(tx, me, current.content);
    const step = openStep(theCase);
    const demand = step === undefined ? undefined : theCase.steps[step];
    const asked = demand
      ? (await peopleWithRole(tx, demand.roles))
          .filter(({ id }) => !theCase.authors.has(id))
          .map(({ id, name, title }) => ({ id, name, title }))
      : [];
    const given = await approvalsOf(tx, postId, current.version);
    const handed = await handedIn(tx, postId);
    const people = await namesOf(tx, [
      current.authorId,
      current.post.draftedBy,
      ...given.map((one) => one.personId),
      ...handed.map((one) => one.submittedBy),
      ...given.flatMap(({ reviewedBy }) => reviewedBy ?? []),
    ]);
    const channels = await channelNames(tx);
    const strips = (await deliveriesOf(tx, postId)).map(
      ({ payload, progress: _sealed, ...row }) => ({
        ...row,
        channel: channels.get(row.channelId)?.name ?? "",
        network: channels.get(row.channelId)?.network ?? "",
        payload,
      }),
    );
    return {
      post: current.post,
      version: current.version,
      hash: current.hash,
      content: current.content,
      madeAt: current.madeAt,
      ...(await standingOf(tx, postId)),
      /** What its author typed since; nobody else is shown it before it is a version. */
      typed: (await workingCopyOf(tx, current, me.personId)) ?? null,
      people: Object.fromEntries(people),
      steps: theCase.steps,
      step: step ?? null,
      asked,
      whyNotMe: approvalDenial(theCase, { id: me.personId, roles: mine.roles }) ?? null,
      approvals: given,
      /** By the id of a delegation: in whose place an approval was given. */
      lent: Object.fromEntries(
        await lentBy(
          tx,
          given.flatMap(({ delegationId }) => delegationId ?? []),
        ),
      ),
      submissions: handed,
      deliveries: strips,
      versions: (await versionsOf(tx, postId)).map(({ version, hash, authorId, madeAt }) => ({
        version,
        hash,
        authorId,
        madeAt,
      })),
      media: [...(await mediaOf(tx, current.content)).values()],
      oldFacts: await oldFacts(tx, postId),
      confirmations: await confirmationsOf(tx, postId),
      recalls: await recallsOf(tx, postId),
    };
  });
}

function handedIn(tx: TxCtx, postId: string) {
  return tx.tx
    .select()
    .from(submissions)
    .where(and(eq(submissions.agencyId, agencyOf(tx)), eq(submissions.postId, postId)))
    .orderBy(desc(submissions.submittedAt))
    .limit(20);
}

function recallsOf(tx: TxCtx, postId: string) {
  return tx.tx
    .select()
    .from(recalls)
    .where(and(eq(recalls.agencyId, agencyOf(tx)), eq(recalls.postId, postId)))
    .orderBy(desc(recalls.orderedAt));
}
