import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, notFound } from "#platform/refusal.ts";
import { productionZip } from "../production/handing-out.ts";
import { requestProductions } from "../production/tables.ts";
import { folderOf } from "../production/worker.ts";
import { byTicket } from "../requests/portal.ts";
import { requestById } from "../requests/request.ts";
import { addStep, stepsOf } from "../requests/steps.ts";
import { publications } from "./tables.ts";

const pageMax = limit("reading-room.page", 20, "publications", "shown at a time, and in the feed");
const logMax = limit("reading-room.log", 100, "requests", "of the request log, the newest");
const fetchesMax = limit(
  "reading-room.fetches",
  100,
  "downloads",
  "of one production by its requester, each written down; later ones are not counted",
);

export const roomQuery = z.object({
  q: z.string().trim().max(200).default(""),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

interface Published {
  [column: string]: unknown;
  id: string;
  number: string;
  title: string;
  summary: string;
  title_es: string;
  summary_es: string;
  at: string;
  records: number;
  formats: string[];
  size_bytes: string | null;
  sha256: string | null;
  total: number;
}

/** Everything that was published, newest first, and the log of what was asked. Words are sought in what is shown. */
export async function readingRoom(ctx: Ctx, given: z.input<typeof roomQuery> = {}) {
  const { q, offset } = roomQuery.parse(given);
  return read(ctx, async (tx) => {
    const rows = await tx.tx.raw<Published>(
      `select p.id, r.year || '-' || lpad(r.running::text, 4, '0') as number, p.title, p.summary, p.title_es, p.summary_es,
         to_char(p.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, m.records - m.withheld as records,
         m.formats, m.size_bytes::text, m.sha256, count(*) over ()::int as total
       from publications p
       join record_requests r on r.agency_id = p.agency_id and r.id = p.request_id
       join request_productions m on m.agency_id = p.agency_id and m.id = p.production_id
       where p.agency_id = $1 and p.approved_at is not null and p.ended_at is null
         and ($2 = '' or concat_ws(' ', p.title, p.summary, p.title_es, p.summary_es, r.year || '-' || lpad(r.running::text, 4, '0')) ilike $3)
       order by p.approved_at desc, p.id desc limit ${pageMax} offset $4`,
      [agencyOf(tx), q, likeOf(q), offset],
    );
    const total = rows[0]?.total ?? 0;
    return {
      q,
      offset,
      total,
      next: offset + rows.length < total ? offset + rows.length : undefined,
      publications: rows.map(({ total: _total, title_es, summary_es, size_bytes, ...row }) => ({
        ...row,
        titleEs: title_es,
        summaryEs: summary_es,
        sizeBytes: Number(size_bytes ?? 0),
      })),
      log: offset === 0 ? await requestLog(tx, q) : [],
    };
  });
}

export type ReadingRoom = Awaited<ReturnType<typeof readingRoom>>;

interface Logged {
  [column: string]: unknown;
  number: string;
  received_on: string;
  state: string;
  closed_how: string | null;
  summary: string | null;
}

/** Numbers, days and how each ended; what was asked only in a clerk's words, never in the requester's. */
async function requestLog(tx: TxCtx, q: string) {
  const rows = await tx.tx.raw<Logged>(
    `select r.year || '-' || lpad(r.running::text, 4, '0') as number, r.received_on::text, r.state, r.closed_how, s.summary
     from record_requests r
     left join request_summaries s on s.agency_id = r.agency_id and s.request_id = r.id
     where r.agency_id = $1 and ($2 = '' or concat_ws(' ', s.summary, r.year || '-' || lpad(r.running::text, 4, '0')) ilike $3)
     order by r.year desc, r.running desc limit ${logMax}`,
    [agencyOf(tx), q, likeOf(q)],
  );
  return rows.map(({ number, received_on, state, closed_how, summary }) => ({
    number,
    receivedOn: received_on,
    state,
    closedHow: closed_how,
    summary: summary ?? "",
  }));
}

function likeOf(q: string): string {
  return `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** The files of a published production as one ZIP. What was taken back is not there. */
export async function publishedZip(ctx: Ctx, dataFolder: string, id: string) {
  const row = await read(ctx, async (tx) => {
    const [one] = z.uuid().safeParse(id).success
      ? await tx.tx
          .select()
          .from(publications)
          .where(and(eq(publications.agencyId, agencyOf(tx)), eq(publications.id, id)))
      : [];
    if (!one || one.approvedAt === null || one.endedAt !== null) throw notFound("publication");
    return productionOf(tx, eq(requestProductions.id, one.productionId));
  });
  return productionZip(folderOf(dataFolder, row));
}

/** The files that were laid on a status page, for whoever has its link. Each download is told on the request. */
export async function deliveredZip(ctx: Ctx, dataFolder: string, ticket: string, nth: number) {
  const row = await transact(ctx, async (tx) => {
    const { id } = await byTicket(tx, ticket);
    const request = await requestById(tx, id);
    const steps = await stepsOf(tx, id);
    const isThere = steps.some(
      (step) => step.kind === "delivered" && step.facts.production === nth,
    );
    if (!isThere) throw notFound("file");
    const fetched = steps.filter(
      (step) => step.kind === "fetched" && step.facts.production === nth,
    );
    if (fetched.length < fetchesMax)
      await addStep(tx, request, { kind: "fetched", facts: { production: nth } });
    return productionOf(
      tx,
      and(eq(requestProductions.requestId, id), eq(requestProductions.running, nth)),
    );
  });
  return productionZip(folderOf(dataFolder, row));
}

async function productionOf(tx: TxCtx, which: ReturnType<typeof and>) {
  const [row] = await tx.tx
    .select()
    .from(requestProductions)
    .where(and(eq(requestProductions.agencyId, agencyOf(tx)), which));
  const production = found(row, "production");
  if (production.state !== "ready" || !production.isForConsole) throw notFound("file");
  return production;
}
