import { createReadStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { and, desc, eq } from "drizzle-orm";
import { Hono } from "hono";
import { z } from "zod";
import { auditLook, authorize, may, namesOf } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { requestById } from "../requests/request.ts";
import { productionFiles, productionZip } from "./handing-out.ts";
import { beginProduction, productionDraft, type Production } from "./planning.ts";
import { batesOf } from "./bates.ts";
import { requestProductions } from "./tables.ts";
import { folderOf, type Workshop } from "./worker.ts";

const asked = z.object({ path: z.string().max(200).optional() });

/** Productions of a request: begun here, written by a worker, handed out whole or file by file. */
export const productionRoutes = ({ accounts, dataFolder }: Workshop) =>
  new Hono<AppEnv>()
    .get("/record-requests/:id/productions", may("requests.list"), async (c) =>
      c.json({ productions: await listProductions(c.get("ctx"), c.req.param("id")) }),
    )
    .post(
      "/record-requests/:id/productions",
      may("requests.produce"),
      valid("json", productionDraft),
      async (c) => {
        const row = await beginProduction(c.get("ctx"), c.req.param("id"), c.req.valid("json"), {
          accounts,
          isForConsole: true,
        });
        return c.json({ running: row.running }, 202);
      },
    )
    .get(
      "/record-requests/:id/productions/:running/download",
      may("requests.take-production"),
      valid("query", asked),
      async (c) => {
        const { id, running } = c.req.param();
        const row = await lookInto(c.get("ctx"), id, Number(running));
        const { path } = c.req.valid("query");
        const folder = folderOf(dataFolder, row);
        const given =
          path === undefined ? await productionZip(folder) : await oneFile(folder, path);
        const body = Readable.toWeb(given.stream) as ReadableStream<Uint8Array>;
        return c.body(body, 200, {
          "content-type": "application/octet-stream",
          "content-disposition": `attachment; filename="${given.name}"`,
          "cache-control": "no-store",
        });
      },
    );

export type ProductionRoutes = ReturnType<typeof productionRoutes>;

async function listProductions(ctx: Ctx, requestId: string) {
  return read(ctx, async (tx) => {
    authorize(tx, "requests.list", { kind: "request", id: requestId });
    await requestById(tx, requestId);
    const rows = await tx.tx
      .select()
      .from(requestProductions)
      .where(
        and(
          eq(requestProductions.agencyId, agencyOf(tx)),
          eq(requestProductions.requestId, requestId),
        ),
      )
      .orderBy(desc(requestProductions.running))
      .limit(100);
    const names = await namesOf(
      tx,
      rows.map(({ madeBy }) => madeBy),
    );
    return rows.map((row) => ({
      running: row.running,
      state: row.state,
      formats: row.formats,
      first: batesOf(row.prefix, row.firstBates),
      last: batesOf(row.prefix, row.lastBates),
      records: row.records,
      redacted: row.redacted,
      withheld: row.withheld,
      done: row.done,
      sizeBytes: row.sizeBytes,
      sha256: row.sha256,
      failure: row.failure,
      askedAt: row.askedAt,
      readyAt: row.readyAt,
      madeBy: names.get(row.madeBy) ?? "",
      /** Written elsewhere by the command line: there is nothing here to download. */
      isHere: row.isForConsole,
    }));
  });
}

/** A finished production; whoever takes its files with them is written down. */
async function lookInto(ctx: Ctx, requestId: string, running: number): Promise<Production> {
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.take-production", { kind: "request", id: requestId });
    const [one] = Number.isInteger(running)
      ? await tx.tx
          .select()
          .from(requestProductions)
          .where(
            and(
              eq(requestProductions.agencyId, agencyOf(tx)),
              eq(requestProductions.requestId, requestId),
              eq(requestProductions.running, running),
            ),
          )
      : [];
    const row = found(one, "production");
    if (row.state !== "ready" || !row.isForConsole)
      throw new Refusal("no-files", "This production has no files here.", { status: 409 });
    await auditLook(tx, { kind: "request", id: requestId }, "downloaded a production", { running });
    return row;
  });
}

/** Only what production.json names: no path leads elsewhere. */
async function oneFile(folder: string, path: string) {
  const { files } = await productionFiles(folder);
  found(Object.hasOwn(files, path) ? path : undefined, "file");
  return { name: path.split("/").at(-1) ?? "file", stream: createReadStream(join(folder, path)) };
}
