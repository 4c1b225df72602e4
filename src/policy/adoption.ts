import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  checkContent,
  policyVersion,
  theVersion,
  versionToDecide,
  type Policy,
} from "./policies.ts";
import { policyVersions } from "./schema.ts";
import { beginTrainings } from "./trainings.ts";

const reviewDays = 365;

/** Puts a version in force. Whoever drafts must acknowledge it anew. */
export async function adoptPolicy(ctx: Ctx, version: number): Promise<Policy> {
  return transact(ctx, async (tx) => {
    authorize(tx, "policy.adopt");
    const known = await versionToDecide(tx, version);
    if (known.inForceFrom !== null)
      throw new Refusal("in-force", `Version ${version} is in force already.`, { status: 409 });
    checkContent(known);
    const now = tx.clock.now();
    await tx.tx
      .update(policyVersions)
      .set({
        inForceFrom: stamp(now),
        reviewBy: stamp(now.add({ hours: 24 * reviewDays })),
        adoptedBy: personOf(tx).personId,
      })
      .where(theVersion(tx, version));
    await beginTrainings(tx, known);
    await tx.happenings.tell(tx, {
      kind: "policy.version-adopted",
      subject: { kind: "policy", id: String(version) },
      facts: { version },
      record: {
        payload: known,
        text: known.paragraphs.map((one) => `${one.number} ${one.heading}. ${one.body}`).join("\n"),
        direction: "internal",
      },
    });
    return policyVersion(tx, version);
  });
}
