import { and, desc, eq } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { noticeContent, type NoticeContent } from "./content.ts";
import { noticeEndings, notices, noticeVersions, type NoticeState } from "./tables.ts";

const listMax = limit("notices.list", 200, "notices", "of one page of the staff's list");

export type Notice = typeof notices.$inferSelect;

export interface NoticeVersion {
  notice: Notice;
  version: number;
  hash: string;
  content: NoticeContent;
  writtenBy: string;
  submittedAt: string | null;
}

/** Notices, those changed last first. */
export async function listNotices(ctx: Ctx, { state }: { state?: NoticeState | undefined }) {
  authorize(ctx, "notice.read");
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(notices)
      .where(and(eq(notices.agencyId, agencyOf(tx)), state ? eq(notices.state, state) : undefined))
      .orderBy(desc(notices.changedAt))
      .limit(listMax),
  );
}

export async function lockedNotice(tx: TxCtx, id: string): Promise<Notice> {
  const [row] = await tx.tx.select().from(notices).where(at(tx, id)).for("update");
  return found(row, "notice");
}

export async function theNotice(tx: TxCtx, id: string): Promise<Notice> {
  const [row] = await tx.tx.select().from(notices).where(at(tx, id));
  return found(row, "notice");
}

/** By its id, its code or its case number: what a person on the command line has at hand. */
export async function noticeCalled(tx: TxCtx, name: string): Promise<Notice> {
  const rows = await tx.tx
    .select({ notice: notices, content: noticeVersions.content })
    .from(notices)
    .innerJoin(
      noticeVersions,
      and(
        eq(noticeVersions.agencyId, notices.agencyId),
        eq(noticeVersions.noticeId, notices.id),
        eq(noticeVersions.version, notices.version),
      ),
    )
    .where(eq(notices.agencyId, agencyOf(tx)))
    .orderBy(desc(notices.changedAt));
  const one = rows.find(
    ({ notice, content }) =>
      notice.id === name ||
      notice.code === name ||
      noticeContent.safeParse(content).data?.caseNumber === name,
  );
  return found(one?.notice, "notice");
}

export async function versionOf(tx: TxCtx, id: string, version?: number): Promise<NoticeVersion> {
  const notice = await theNotice(tx, id);
  const [row] = await tx.tx
    .select()
    .from(noticeVersions)
    .where(
      and(
        eq(noticeVersions.agencyId, agencyOf(tx)),
        eq(noticeVersions.noticeId, id),
        eq(noticeVersions.version, version ?? notice.version),
      ),
    );
  const { hash, content, writtenBy, submittedAt, ...known } = found(row, "version");
  return {
    notice,
    version: known.version,
    hash,
    content: noticeContent.parse(content),
    writtenBy,
    submittedAt,
  };
}

export async function endingOf(tx: TxCtx, id: string) {
  const [row] = await tx.tx
    .select()
    .from(noticeEndings)
    .where(and(eq(noticeEndings.agencyId, agencyOf(tx)), eq(noticeEndings.noticeId, id)));
  return row;
}

export function at(tx: TxCtx, id: string) {
  return and(eq(notices.agencyId, agencyOf(tx)), eq(notices.id, id));
}
