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
import { facetsOf } from "./search/facets.ts";
import type { Marks } from "./search/plan.ts";
import { searchQuery } from "./search/query.ts";
import {
  changeSearch,
  deleteSearch,
  restoreSearch,
  saveSearch,
  savedSearch,
  savedSearches,
} from "./search/saved.ts";
import { searchArchive } from "./search/search.ts";
import { allTags, makeTag, renameTag, tagRecord, untagRecord } from "./search/tagging.ts";

const answer = z.object({ note: z.string().trim().min(3).max(2_000) });

export function archiveRoutes(signer: Signer, attestation: Attestation, marks: Marks) {
  return new Hono<AppEnv>()
    .get("/archive", may("archive.search"), valid("query", searchQuery), async (c) =>
      c.json(await searchArchive(c.get("ctx"), c.req.valid("query"), marks)),
    )
    .get("/archive/facets", may("archive.search"), valid("query", searchQuery), async (c) =>
      c.json(await facetsOf(c.get("ctx"), c.req.valid("query"), marks)),
    )
    .route("/", tagRoutes())
    .route("/", savedRoutes())
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

const tagName = z.object({ name: z.string().trim().min(1).max(40) });

const oneTag = z.object({ tag: z.uuid() });

function tagRoutes() {
  return new Hono<AppEnv>()
    .get("/archive/tags", may("archive.keep-searches"), async (c) =>
      c.json({ tags: await allTags(c.get("ctx")) }),
    )
    .post("/archive/tags", may("archive.tag"), valid("json", tagName), async (c) =>
      c.json(await makeTag(c.get("ctx"), c.req.valid("json").name), 201),
    )
    .patch("/archive/tags/:id", may("archive.tag"), valid("json", tagName), async (c) => {
      await renameTag(c.get("ctx"), c.req.param("id"), c.req.valid("json").name);
      return c.json({ renamed: true });
    })
    .put("/archive/records/:id/tags", may("archive.tag"), valid("json", oneTag), async (c) => {
      await tagRecord(c.get("ctx"), c.req.param("id"), c.req.valid("json").tag);
      return c.json({ tagged: true });
    })
    .delete("/archive/records/:id/tags", may("archive.tag"), valid("json", oneTag), async (c) => {
      await untagRecord(c.get("ctx"), c.req.param("id"), c.req.valid("json").tag);
      return c.json({ tagged: false });
    });
}

function savedRoutes() {
  return new Hono<AppEnv>()
    .get("/archive/searches", may("archive.keep-searches"), async (c) =>
      c.json({ searches: await savedSearches(c.get("ctx")) }),
    )
    .post(
      "/archive/searches",
      may("archive.keep-searches"),
      valid("json", savedSearch),
      async (c) => c.json(await saveSearch(c.get("ctx"), c.req.valid("json")), 201),
    )
    .patch(
      "/archive/searches/:id",
      may("archive.keep-searches"),
      valid("json", savedSearch.pick({ name: true, isShared: true })),
      async (c) => {
        await changeSearch(c.get("ctx"), c.req.param("id"), c.req.valid("json"));
        return c.json({ changed: true });
      },
    )
    .delete("/archive/searches/:id", may("archive.keep-searches"), async (c) => {
      await deleteSearch(c.get("ctx"), c.req.param("id"));
      return c.json({ deleted: true });
    })
    .delete("/archive/searches/:id/deletion", may("archive.keep-searches"), async (c) => {
      await restoreSearch(c.get("ctx"), c.req.param("id"));
      return c.json({ deleted: false });
    });
}

export type ArchiveRoutes = ReturnType<typeof archiveRoutes>;
