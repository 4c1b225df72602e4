import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  allDispositions,
  approveDisposition,
  cancelDisposition,
  certificate,
  proposeDisposition,
} from "./dispositions.ts";
import { certificatePdf } from "./certificate-pdf.ts";
import { dueBySeries } from "./due.ts";
import { erasableKinds, type Destruction } from "./erasers.ts";
import { addToLegalHold, allLegalHolds, placeLegalHold, releaseLegalHold } from "./legal-holds.ts";
import {
  assignmentsOf,
  assignSeries,
  beginSchedule,
  retireSeries,
  schedule,
  setRules,
  verifySeries,
  writeSeries,
} from "./series.ts";

const code = z.string().trim().min(1).max(60);
const why = z.string().trim().min(3).max(900);
const direction = z.enum(["in", "out", "internal"]);
const series = z.object({
  code,
  title: z.string().trim().min(1).max(200),
  authority: z.string().trim().min(1).max(300),
  appliesTo: z.string().trim().max(500),
  months: z.number().int().min(1).max(1_800).nullable(),
  action: z.enum(["destroy", "transfer", "permanent"]),
});
const rules = z.object({
  rules: z
    .array(
      z.object({
        kind: z.string().max(80).optional(),
        direction: direction.optional(),
        series: code,
      }),
    )
    .max(100),
});
const hold = z.object({
  matter: z.string().trim().min(1).max(200),
  why,
  query: z
    .object({
      words: z.string().trim().min(1).max(500),
      kind: z.string().trim().min(1).max(80),
      direction,
      channelId: z.uuid(),
      personId: z.uuid(),
      occurredFrom: z.iso.datetime({ offset: true }),
      occurredUntil: z.iso.datetime({ offset: true }),
    })
    .partial()
    .optional(),
  records: z.array(z.uuid()).max(5_000).optional(),
});
const named = z.object({ records: z.array(z.uuid()).min(1).max(5_000) });
const proposal = z.object({ series: code, why });
const assignment = z.object({ series: code, why });

export function retentionRoutes(destruction: Destruction) {
  return new Hono<AppEnv>()
    .get("/retention", may("retention.read"), async (c) => c.json(await schedule(c.get("ctx"))))
    .post("/retention", may("retention.change"), async (c) => {
      await beginSchedule(c.get("ctx"));
      return c.json({ begun: true }, 201);
    })
    .put("/retention/series", may("retention.change"), valid("json", series), async (c) => {
      await writeSeries(c.get("ctx"), c.req.valid("json"));
      return c.json({ written: true });
    })
    .post(
      "/retention/verifications",
      may("retention.change"),
      valid("json", z.object({ code })),
      async (c) => {
        await verifySeries(c.get("ctx"), c.req.valid("json").code);
        return c.json({ verified: true }, 201);
      },
    )
    .post(
      "/retention/retirements",
      may("retention.change"),
      valid("json", z.object({ code })),
      async (c) => {
        await retireSeries(c.get("ctx"), c.req.valid("json").code);
        return c.json({ retired: true }, 201);
      },
    )
    .put("/retention/rules", may("retention.change"), valid("json", rules), async (c) => {
      await setRules(
        c.get("ctx"),
        c.req.valid("json").rules.map(({ kind, direction: way, series: of }) => ({
          series: of,
          ...(kind === undefined ? {} : { kind }),
          ...(way === undefined ? {} : { direction: way }),
        })),
      );
      return c.json({ set: true });
    })
    .get("/retention/records/:id", may("retention.read"), async (c) =>
      c.json({ assignments: await assignmentsOf(c.get("ctx"), c.req.param("id")) }),
    )
    .post(
      "/retention/records/:id",
      may("retention.assign"),
      valid("json", assignment),
      async (c) => {
        const { series: of, why: reason } = c.req.valid("json");
        await assignSeries(c.get("ctx"), c.req.param("id"), of, reason);
        return c.json({ assigned: true }, 201);
      },
    )
    .get("/legal-holds", may("legal-hold.read"), async (c) =>
      c.json({ holds: await allLegalHolds(c.get("ctx")) }),
    )
    .post("/legal-holds", may("legal-hold.place"), valid("json", hold), async (c) =>
      c.json(await placeLegalHold(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/legal-holds/:id/records", may("legal-hold.place"), valid("json", named), async (c) => {
      await addToLegalHold(c.get("ctx"), c.req.param("id"), c.req.valid("json").records);
      return c.json({ added: true }, 201);
    })
    .post(
      "/legal-holds/:id/release",
      may("legal-hold.release"),
      valid("json", z.object({ why })),
      async (c) => {
        await releaseLegalHold(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
        return c.json({ released: true }, 201);
      },
    )
    .get("/dispositions", may("disposition.read"), async (c) => {
      const ctx = c.get("ctx");
      const [dispositions, due] = await Promise.all([
        allDispositions(ctx),
        dueBySeries(ctx, erasableKinds(destruction)),
      ]);
      return c.json({ dispositions, due });
    })
    .post("/dispositions", may("disposition.propose"), valid("json", proposal), async (c) =>
      c.json(await proposeDisposition(c.get("ctx"), destruction, c.req.valid("json")), 201),
    )
    .get("/dispositions/:id", may("disposition.read"), async (c) =>
      c.json(await certificate(c.get("ctx"), c.req.param("id"))),
    )
    .get("/dispositions/:id/certificate.pdf", may("disposition.read"), async (c) => {
      const pdf = await certificatePdf(c.get("ctx"), c.req.param("id"));
      return c.body(new Uint8Array(pdf), 200, {
        "content-type": "application/pdf",
        "content-disposition": 'inline; filename="certificate.pdf"',
        "cache-control": "private, no-store",
      });
    })
    .post("/dispositions/:id/approval", may("disposition.approve"), async (c) => {
      await approveDisposition(c.get("ctx"), c.req.param("id"));
      return c.json({ approved: true }, 201);
    })
    .delete("/dispositions/:id", may("disposition.propose"), async (c) => {
      await cancelDisposition(c.get("ctx"), c.req.param("id"));
      return c.json({ cancelled: true });
    });
}

export type RetentionRoutes = ReturnType<typeof retentionRoutes>;
