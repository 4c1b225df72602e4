import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { messageContent } from "../../alerts/life/content.ts";
import { asSystem } from "#platform/context.ts";
import { EventStreams } from "#platform/http/event-streams.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { KeptPages } from "../kept-pages.ts";
import { siteFacts, type SiteFacts } from "../site-facts.ts";
import { AlertFront } from "./alert-front.ts";

const beat = await openTestBeat();
const { ctx, networks } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);
const before = await siteFacts(asSystem(ctx, "test", agencyId), networks, "http://localhost:4400");

const rings: [number, number][][] = [
  [
    [-122.71, 47.61],
    [-122.69, 47.61],
    [-122.69, 47.63],
    [-122.71, 47.61],
  ],
];

/** The same site a moment later, with this alert in force. */
function withAlert(headline: string): SiteFacts {
  const now = ctx.clock.now();
  const [at, until] = [now.toString(), now.add({ hours: 1 }).toString()];
  const content = messageContent.parse({
    event: "EVI",
    category: ["Fire"],
    response: ["Evacuate"],
    urgency: "Immediate",
    severity: "Extreme",
    certainty: "Observed",
    area: { description: "Mill Street", rings, same: ["053035"] },
    expiresAt: until,
    nextUpdateBy: until,
    sayings: [{ language: "en", headline, description: "A fire moves east.", instruction: "Go." }],
  });
  const id = "0197a1b2-0000-7000-8000-000000000001";
  const message = { id, number: 1, type: "Alert" as const, issuedAt: at, content, cap: "<alert/>" };
  const alert = {
    id,
    state: "active" as const,
    startedAt: at,
    expiresAt: until,
    nextUpdateBy: until,
    endedAt: null,
    messages: [message],
  };
  return { ...before, alerts: { ...before.alerts, alerts: [alert] } };
}

test("what was read earlier never stands over what was read later, whoever is done first", async () => {
  const kept = new KeptPages(mkdtempSync(join(tmpdir(), "openbeat-front-")));
  const front = new AlertFront(kept, new EventStreams({}));
  const [older, newer, newest] = [front.reading(), front.reading(), front.reading()];
  const later = withAlert("Leave Mill Street now");
  await Promise.all([front.put(newer, later), front.put(older, before)]);
  const id = later.alerts.alerts[0]?.id ?? "";
  assert.ok(front.has(`/alerts/${id}`), "the earlier reading knew no alert, and takes none away");
  const page = kept.get(`/alerts/${id}`);
  assert.ok(page);
  assert.match((await kept.text(`/alerts/${id}`, page)).body.toString(), /Leave Mill Street now/);
  await front.put(newest, before);
  assert.ok(!front.has(`/alerts/${id}`), "a later one does");
});
