import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { mediaItemsOf, noteUses } from "#media";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  noticeContent,
  noticeHash,
  picturesIn,
  type NoticeContent,
  type NoticeDraft,
} from "./content.ts";
import { lockedNotice, versionOf, type NoticeVersion } from "./reading.ts";
import { notices, noticeVersions } from "./tables.ts";

/** Begins a notice. Whoever drafts is ready by the policy (2.1), as for a post. */
export async function draftNotice(ctx: Ctx, given: NoticeDraft): Promise<NoticeVersion> {
  return transact(ctx, async (tx) => {
    await mayDraft(tx);
    const content = await checked(tx, given);
    const id = tx.ids.uuid();
    const now = stamp(tx.clock.now());
    const me = personOf(tx).personId;
    await tx.tx.insert(notices).values({
      agencyId: agencyOf(tx),
      id,
      code: codeOf(id),
      state: "draft",
      kind: content.kind,
      headline: headlineOf(content),
      version: 1,
      draftedBy: me,
      draftedAt: now,
      changedAt: now,
    });
    await writeVersion(tx, id, 1, content);
    await tellNotice(tx, "drafted", id, { version: 1, kind: content.kind }, content);
    return versionOf(tx, id, 1);
  });
}

/**
 * Saves what is typed. A version that was handed in stays as it is, and the next one begins; what is out meanwhile
 * stays out until the new one is approved.
 */
export async function saveNotice(
  ctx: Ctx,
  id: string,
  given: NoticeDraft,
  expected: number,
): Promise<NoticeVersion> {
  return transact(ctx, async (tx) => {
    authorize(tx, "notice.draft", { kind: "notice", id });
    const notice = await lockedNotice(tx, id);
    await mayDraft(tx, id);
    if (notice.state === "located" || notice.state === "expired" || notice.state === "withdrawn")
      throw new Refusal("notice-over", "This notice is over. Begin a new one.", { status: 409 });
    if (notice.version !== expected)
      throw new Refusal(
        "notice-edited",
        "Somebody else changed this notice meanwhile. Your text is kept here; reload to see theirs.",
        { status: 409, details: { version: notice.version } },
      );
    const content = await checked(tx, given);
    const current = await versionOf(tx, id, notice.version);
    if (current.hash === noticeHash(content)) return current;
    const isFrozen = current.submittedAt !== null;
    const version = isFrozen ? notice.version + 1 : notice.version;
    if (isFrozen) await writeVersion(tx, id, version, content);
    else await overwrite(tx, id, version, content);
    await tx.tx
      .update(notices)
      .set({
        version,
        kind: content.kind,
        headline: headlineOf(content),
        changedAt: stamp(tx.clock.now()),
      })
      .where(and(eq(notices.agencyId, agencyOf(tx)), eq(notices.id, id)));
    if (isFrozen) await tellNotice(tx, "edited", id, { version }, content);
    return versionOf(tx, id, version);
  });
}

async function mayDraft(tx: TxCtx, id?: string): Promise<void> {
  const { denial } = await readinessOf(tx, personOf(tx).personId);
  authorize(tx, "notice.draft", { kind: "notice", ...(id ? { id } : {}) }, [denial]);
}

/** A picture that is not in the agency's library is none. */
async function checked(tx: TxCtx, given: NoticeDraft): Promise<NoticeContent> {
  const content = noticeContent.parse(given);
  const hashes = picturesIn(content).map(({ sha256 }) => sha256);
  const known = await mediaItemsOf(tx, hashes);
  if (hashes.some((hash) => !known.get(hash)?.type.startsWith("image/")))
    throw new Refusal(
      "no-picture",
      "A picture of this notice is not in the library. Add it again.",
    );
  return content;
}

async function writeVersion(tx: TxCtx, id: string, version: number, content: NoticeContent) {
  await tx.tx.insert(noticeVersions).values({
    agencyId: agencyOf(tx),
    noticeId: id,
    version,
    ...written(tx, content),
  });
  await noteUses(
    tx,
    { kind: "notice", id },
    picturesIn(content).map(({ sha256 }) => sha256),
  );
}

async function overwrite(tx: TxCtx, id: string, version: number, content: NoticeContent) {
  await tx.tx
    .update(noticeVersions)
    .set(written(tx, content))
    .where(
      and(
        eq(noticeVersions.agencyId, agencyOf(tx)),
        eq(noticeVersions.noticeId, id),
        eq(noticeVersions.version, version),
      ),
    );
  await noteUses(
    tx,
    { kind: "notice", id },
    picturesIn(content).map(({ sha256 }) => sha256),
  );
}

function written(tx: TxCtx, content: NoticeContent) {
  return {
    hash: noticeHash(content),
    content,
    writtenBy: personOf(tx).personId,
    writtenAt: stamp(tx.clock.now()),
  };
}

/** Ten letters and digits of the part that chance made: short enough for a code that is read from afar. */
function codeOf(id: string): string {
  return BigInt(`0x${id.replaceAll("-", "").slice(-14)}`)
    .toString(32)
    .padStart(12, "0")
    .slice(-10);
}

function headlineOf({ name, kind, caseNumber }: NoticeContent): string {
  return (name.trim() || caseNumber.trim() || kind).slice(0, 140);
}

/** Tells of a notice, with all of it where it is a record. */
export async function tellNotice(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  content: NoticeContent | string,
): Promise<void> {
  const isText = typeof content === "string";
  await tx.happenings.tell(tx, {
    kind: `alerts.notice-${what}`,
    subject: { kind: "notice", id },
    facts: { ...facts },
    record: {
      payload: isText ? { ...facts, why: content } : { ...facts, content },
      text: isText ? content : wordsOf(content),
      ...(isText ? {} : { media: picturesIn(content).map(({ sha256 }) => sha256) }),
      direction: "internal",
    },
  });
}

function wordsOf(content: NoticeContent): string {
  const { name, nickname, caseNumber, marks, clothing, seenPlace, details, danger } = content;
  return [name, nickname, caseNumber, marks, clothing, seenPlace, details, danger]
    .filter(Boolean)
    .join("\n");
}

/** The agency as the rules need it. */
export async function placeOf(tx: TxCtx) {
  const { state, timeZone, name } = await ownAgency(tx);
  return { state, timeZone, name, now: tx.clock.now() };
}
