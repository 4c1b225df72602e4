import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { and, desc, eq } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { recordRequests } from "../requests/tables.ts";
import { beginProduction, type Production } from "./planning.ts";
import { markName, produce, type Making } from "./producing.ts";
import { requestProductions } from "./tables.ts";

/** A request by its number, "2026-0042", or by its id. */
export async function requestNamed(ctx: Ctx, name: string): Promise<string> {
  authorize(ctx, "requests.list");
  const number = /^(\d{4})-(\d{1,8})$/.exec(name);
  const byName = number
    ? and(eq(recordRequests.year, Number(number[1])), eq(recordRequests.running, Number(number[2])))
    : eq(recordRequests.id, name);
  if (!number && !/^[0-9a-f-]{36}$/.test(name))
    throw new Refusal("no-request-number", `"${name}" is no request's number, such as 2026-0042.`);
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select({ id: recordRequests.id })
      .from(recordRequests)
      .where(and(eq(recordRequests.agencyId, agencyOf(tx)), byName)),
  );
  return found(row, "request").id;
}

/**
 * Writes the production of a request into a folder: a new one, or the one that was begun there before and not finished.
 */
export async function produceInto(
  ctx: Ctx,
  requestId: string,
  wish: Parameters<typeof beginProduction>[2],
  making: Making,
): Promise<Production> {
  const row =
    (await begunIn(ctx, requestId, making.folder)) ??
    (await beginProduction(ctx, requestId, wish, {
      accounts: making.accounts,
      isForConsole: false,
    }));
  await produce(ctx, row, making);
  return found(await byId(ctx, row.id), "production");
}

async function begunIn(ctx: Ctx, requestId: string, folder: string) {
  const id = (await readFile(join(folder, markName), "utf8").catch(() => "")).trim();
  const row = /^[0-9a-f-]{36}$/.test(id) ? await byId(ctx, id) : undefined;
  if (!row) return undefined;
  authorize(ctx, "requests.produce", { kind: "request", id: requestId });
  if (row.requestId !== requestId)
    throw new Refusal("folder-taken", `${folder} holds a production of another request.`);
  return row;
}

async function byId(ctx: Ctx, id: string): Promise<Production | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(requestProductions)
      .where(and(eq(requestProductions.agencyId, agencyOf(tx)), eq(requestProductions.id, id)))
      .orderBy(desc(requestProductions.running)),
  );
  return row;
}
