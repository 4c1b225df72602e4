import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestBeat } from "#test/openbeat.ts";
import { mustHaveBytes } from "./carried-bytes.ts";
import { filmMedia, freshAttempt, plainMessage } from "./contract-world.ts";
import { SendError } from "./send-error.ts";

test("D3: what is missing from the store is refused before a byte leaves, and leaves no doubt", async () => {
  const { ctx } = (await openTestBeat()).assembly;
  const kept = await ctx.blobs.put(Buffer.from("a film"));
  const track = await ctx.blobs.put(Buffer.from("WEBVTT\n"));
  const film = { ...filmMedia, sha256: kept, captions: { sha256: track, language: "en" } };
  const order = (...media: (typeof filmMedia)[]) => ({
    message: { ...plainMessage("The chief speaks"), media },
    attempt: freshAttempt(),
  });
  const refused = (error: unknown) => error instanceof SendError && error.class === "refused";
  await mustHaveBytes(ctx, order(film));
  await assert.rejects(mustHaveBytes(ctx, order(filmMedia)), refused);
  const noTrack = { ...film, captions: { sha256: "0".repeat(64), language: "en" } };
  await assert.rejects(mustHaveBytes(ctx, order(noTrack)), refused, "its captions count too");
  const cardless = order();
  const link = {
    url: "https://x.example",
    title: "",
    description: "",
    imageSha256: "1".repeat(64),
  };
  await assert.rejects(
    mustHaveBytes(ctx, { ...cardless, message: { ...cardless.message, link } }),
    refused,
    "and the picture of a link's card",
  );
  // A try that goes on has sent some already: refusing it now would hide that.
  const goesOn = { ...order(filmMedia), attempt: { ...freshAttempt(), progress: { step: 1 } } };
  await mustHaveBytes(ctx, goesOn);
});
