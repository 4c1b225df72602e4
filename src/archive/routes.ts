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
import { searchQuery } from "./search-query.ts";
import { searchArchive } from "./search.ts";

const answer = z.object({ note: z.string().trim().min(3).max(2_000) });

export function archiveRoutes(signer: Signer, attestation: Attestation) {
  return new Hono<AppEnv>()
    .get("/archive", may("archive.search"), valid("query", searchQuery), async (c) =>
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
