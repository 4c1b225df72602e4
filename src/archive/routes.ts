import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { answerProofAlarm } from "./attest/alarms.ts";
import type { Attestation } from "./attest/attestors.ts";
import { askForCheck } from "./attest/checking.ts";
import { proofState } from "./attest/proof-state.ts";
import type { Signer } from "./log/signer.ts";
import { recordById, recordMedia, recordsOf } from "./records.ts";
import { searchArchive } from "./search.ts";

const moment = z.iso.datetime({ offset: true });
const query = z
  .object({
    words: z.string().max(500),
    kind: z.string().max(80),
    channelId: z.uuid(),
    personId: z.uuid(),
    direction: z.enum(["in", "out", "internal"]),
    from: moment,
    until: moment,
    before: z.string().regex(/^[0-9T:.Z-]{20,30}_[0-9a-f-]{36}$/),
    hasMedia: z.stringbool(),
  })
  .partial();

const answer = z.object({ note: z.string().trim().min(3).max(2_000) });

export function archiveRoutes(signer: Signer, attestation: Attestation) {
  return new Hono<AppEnv>()
    .get("/archive", may("archive.search"), valid("query", query), async (c) =>
      c.json(await searchArchive(c.get("ctx"), c.req.valid("query"))),
    )
    .get("/archive/records/:id", may("archive.search"), async (c) =>
      c.json(await recordById(c.get("ctx"), c.req.param("id"))),
    )
    .get("/archive/records/:id/media/:sha256", may("archive.search"), async (c) => {
      const { bytes, type } = await recordMedia(
        c.get("ctx"),
        c.req.param("id"),
        c.req.param("sha256"),
      );
      return c.body(new Uint8Array(bytes), 200, {
        "content-type": type,
        "cache-control": "private, max-age=31536000, immutable",
        "content-disposition": type.startsWith("image/") ? "inline" : "attachment",
      });
    })
    .get("/archive/subjects/:kind/:id", may("archive.search"), async (c) =>
      c.json({
        records: await recordsOf(c.get("ctx"), {
          kind: c.req.param("kind"),
          id: c.req.param("id"),
        }),
      }),
    )
    .get("/archive/proof", may("archive.prove"), async (c) =>
      c.json(await proofState(c.get("ctx"), signer, attestation)),
    )
    .post("/archive/checks", may("archive.prove"), async (c) =>
      c.json(await askForCheck(c.get("ctx")), 202),
    )
    .post(
      "/archive/alarms/:id/answer",
      may("archive.answer-alarm"),
      valid("json", answer),
      async (c) => {
        await answerProofAlarm(c.get("ctx"), c.req.param("id"), c.req.valid("json").note);
        return c.json({ answered: true });
      },
    );
}

export type ArchiveRoutes = ReturnType<typeof archiveRoutes>;
