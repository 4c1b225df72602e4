import assert from "node:assert/strict";
import { before, test } from "node:test";
import { guardedRoutes, roles, verbRule, type GuardedRoute } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Browserless, type Answer } from "./browserless.ts";
import { openTestBeat, type TestBeat } from "./openbeat.ts";
import { marker, seedEveryRole, seedStranger, type Stranger } from "./worlds/strangers.ts";
import { seedTinyCounty } from "./worlds/tiny-county.ts";

/**
 * Every mounted route, asked over HTTP by somebody of every role of one agency, with the ids of another's rows
 * (core P2): it is not there. A new route says here which row it names, and what a request of it carries.
 */
let beat: TestBeat;
let other: Stranger;
let ownAgencyId: string;
let routes: GuardedRoute[];
const everything = "every role at once";
const visitors = new Map<string, Browserless>();

before(async () => {
  beat = await openTestBeat();
  const { assembly } = beat;
  ownAgencyId = await seedTinyCounty(assembly);
  other = await seedStranger(assembly);
  const ids = await seedEveryRole(assembly, ownAgencyId);
  for (const [at, name] of [...roles, everything].entries())
    visitors.set(name, await Browserless.signedIn(beat, ownAgencyId, ids[at] ?? ""));
  routes = assembly.slices.flatMap((slice) => (slice.routes ? guardedRoutes(slice.routes) : []));
});

type Row = keyof Stranger["ids"];

/** Which of the other agency's rows a path names, by what stands before its parameter. */
const rowOf: Record<string, Row> = {
  "/alarms/": "alarm",
  "/alert-phrases/": "alertPhrase",
  "/alerts/": "alert",
  "/approvals/": "approval",
  "/archive/alarms/": "alarm",
  "/archive/records/": "record",
  "/archive/searches/": "savedSearch",
  "/archive/subjects/post/": "post",
  "/archive/tags/": "tag",
  "/beats/": "beat",
  "/blotter-proposals/": "blotterProposal",
  "/call-silences/": "callSilence",
  "/call-sources/": "callSource",
  "/calls/": "call",
  "/capture-gaps/": "alarm",
  "/channels/": "channel",
  "/confirmations/": "confirmation",
  "/delegations/": "delegation",
  "/dispositions/": "disposition",
  "/legal-holds/": "legalHold",
  "/retention/records/": "record",
  "/deliveries/": "delivery",
  "/devices/": "device",
  "/holds/": "hold",
  "/media/": "media",
  "/campaigns/": "campaign",
  "/events/": "event",
  "/event-letters/": "eventLetter",
  "/kits/": "kit",
  "/notices/": "notice",
  "/notice-wordings/": "noticeWording",
  "/pages/": "page",
  "/page-files/": "pageFile",
  "/openings/": "opening",
  "/opening-feeds/": "openingFeed",
  "/opening-links/": "openingLink",
  "/media/captions/": "captions",
  "/passkeys/": "passkey",
  "/people/": "person",
  "/policy/lists/": "listed",
  "/policy/versions/": "policyVersion",
  "/comments/": "comment",
  "/evergreens/": "evergreen",
  "/feeds/": "feed",
  "/queue/bookings/": "post",
  "/queue/slots/": "slot",
  "/series/": "series",
  "/strategy/versions/": "strategyVersion",
  "/intake-gaps/": "intakeGap",
  "/intake-sources/": "intakeSource",
  "/page-captures/": "pageCapture",
  "/page-places/": "pagePlace",
  "/posts/": "post",
  "/record-imports/": "import",
  "/record-requests/": "request",
  "/recording-captions/": "recordingCaptions",
  "/recoveries/": "recovery",
  "/session/list/": "session",
  "/template-certifications/": "certification",
  "/templates/": "template",
  "/tokens/": "token",
};

const hash = "0".repeat(64);
const why = { why: "to see what happens" };
const box = { x: 0, y: 0, width: 20, height: 20 };
/** What a request of a route carries, so that it is refused for the row it names and for nothing before. */
const bodyOf: Record<string, (ids: Stranger["ids"]) => object> = {
  "DELETE /alarms/:id/disavowal": () => ({ note: "seen" }),
  "POST /capture-gaps/:id/answer": () => ({ note: "seen", alike: true }),
  "POST /deliveries/:id/captions": () => ({ language: "en", track: "WEBVTT" }),
  "POST /recording-captions/:id/certification": () => ({ sha256: hash }),
  "PUT /alerts/:id": () => ({ content: {}, ending: {} }),
  "POST /alerts/:id/updates": () => ({ content: {} }),
  "POST /alerts/:id/submission": () => ({}),
  "DELETE /alerts/:id/submission": () => why,
  "POST /alerts/:id/approval": () => ({ seen: [hash] }),
  "POST /alerts/:id/break-glass": () => ({ seen: [hash], reason: "nobody can be reached now" }),
  "POST /call-silences/:id/answer": () => ({ note: "seen" }),
  "PUT /call-sources/:id": () => ({ columns: {}, silentMinutes: 60 }),
  "POST /call-sources/:id/secret": () => ({}),
  "POST /calls/:id/keeping": () => why,
  "DELETE /channels/:id/opt-outs": () => ({
    number: "+15550111",
    reason: "asked",
    basis: "start-text",
  }),
  "DELETE /people/:id": () => why,
  "DELETE /posts/:id/approval": () => why,
  "DELETE /archive/records/:id/tags": ({ tag }) => ({ tag }),
  "PUT /archive/records/:id/tags": ({ tag }) => ({ tag }),
  "PATCH /archive/searches/:id": () => ({ name: "x", isShared: true }),
  "PATCH /archive/tags/:id": () => ({ name: "x" }),
  "POST /archive/alarms/:id/answer": () => ({ note: "seen" }),
  "POST /alarms/:id/adoption": () => ({ note: "seen" }),
  "POST /alarms/:id/disavowal": () => ({ note: "seen" }),
  "POST /approvals/:id/review": () => ({ note: "reviewed" }),
  "POST /channels/:id/handle-check": () => ({ domain: "police.example" }),
  "POST /channels/:id/opt-out-searches": () => ({ number: "+15550111" }),
  "POST /channels/:id/opt-outs": () => ({ number: "+15550111", reason: "asked" }),
  "POST /channels/:id/place-searches": () => ({ words: "falls" }),
  "PUT /channels/:id/beat": () => ({ beatId: null }),
  "PUT /channels/:id/places": ({ beat: beatId }) => ({ beatId, keys: ["city:1"] }),
  "PUT /channels/:id/reserve": () => ({ what: "posts", percent: 20, why: "a test" }),
  "POST /delegations/:id/end": () => why,
  "POST /intake-gaps/:id/answer": () => ({ note: "seen" }),
  "POST /intake-sources/:id/secret": () => ({}),
  "PUT /intake-sources/:id/people": () => ({ people: [] }),
  "POST /legal-holds/:id/records": ({ record }) => ({ records: [record] }),
  "POST /legal-holds/:id/release": () => why,
  "POST /retention/records/:id": () => ({ series: "GR1000-26b", ...why }),
  "POST /deliveries/:id/confirmation": () => ({ how: "gone", note: "seen" }),
  "POST /deliveries/:id/by-hand": () => ({ url: "https://practice.example/1" }),
  "POST /deliveries/:id/settlement": () => ({ appeared: true }),
  "POST /media/:sha256/captions": () => ({ language: "en", track: "WEBVTT\n" }),
  "POST /media/:sha256/poster": ({ media }) => ({ sha256: media }),
  "POST /media/:sha256/rights": () => ({ source: "staff" }),
  "POST /media/:sha256/versions": () => ({ regions: [], crop: box }),
  "POST /media/:sha256/withdrawal": () => why,
  "PUT /media/:sha256/description": () => ({ altEn: "seen" }),
  "PUT /events/:id": () => ({ content: {}, version: 1 }),
  "POST /events/:id/copies": () => ({ starts: "2099-01-01T09:00" }),
  "POST /events/:id/submission": () => ({ version: 1 }),
  "POST /events/:id/cancellation": () => why,
  "POST /event-letters/:id/settlement": () => ({ again: true }),
  "PUT /events/:id/kit": () => ({ title: "x" }),
  "PUT /campaigns/:id/kit": () => ({ title: "x" }),
  "POST /kits/:id/opening": () => ({ hash }),
  "POST /campaigns/:id/posts": () => ({ title: "x", text: "x", offsetDays: 1, time: "10:00" }),
  "POST /campaigns/:id/submission": () => ({}),
  "POST /campaigns/:id/ending": () => why,
  "PUT /notices/:id": () => ({ content: { kind: "missing" }, version: 1 }),
  "POST /notices/:id/wordings": () => ({ language: "es", words: { details: "x" } }),
  "POST /notices/:id/submission": () => ({ version: 1 }),
  "POST /notices/:id/ending": () => ({ how: "located", outcome: "safe", why: "seen" }),
  "PUT /pages/:id": () => ({ content: {}, version: 1 }),
  "POST /pages/:id/submission": () => ({ version: 1 }),
  "DELETE /pages/:id/submission": () => ({ version: 1, ...why }),
  "POST /pages/:id/approval": () => ({ version: 1, hash }),
  "POST /pages/:id/certification": () => ({ hash }),
  "POST /pages/:id/withdrawal": () => why,
  "PUT /openings/:id": () => ({
    content: { title: { en: "to see" }, applyUrl: "https://jobs.example/" },
    hash,
  }),
  "POST /openings/:id/days": ({ channel }) => ({
    who: "somebody",
    day: "2099-01-01",
    channels: [channel],
  }),
  "POST /people/:id/roles": () => ({ role: "clerk" }),
  "POST /people/:id/trainings": () => ({ code: "social-media" }),
  "POST /posts/:id/approval": () => ({ hash }),
  "POST /posts/:id/break-glass": () => ({ hash, reason: "nobody can be reached now" }),
  "POST /posts/:id/recall": () => why,
  "POST /posts/:id/return": () => why,
  "DELETE /template-certifications/:id": () => why,
  "POST /templates/:id/certifications": () => ({ language: "es", hash, note: "read" }),
  "POST /templates/:id/fillings": () => ({ version: 1, facts: {} }),
  "POST /templates/:id/pictures": () => ({ version: 1, facts: {}, language: "en" }),
  "POST /templates/:id/posts": () => ({ version: 1, facts: {}, go: { way: "submit" } }),
  "PUT /templates/:id": () => ({
    content: { title: "x", class: "alert", wording: { text: "x" } },
    expected: 1,
  }),
  "POST /posts/:id/correction": () => ({ note: "put right" }),
  "PUT /beats/:id/area": () => ({ area: square }),
  "PUT /people/:id/unit": () => ({ unitId: null }),
  "PUT /policy/versions/:version": () => policyContent,
  "PUT /posts/:id": () => ({ content: {} }),
  "POST /posts/:id/comments": () => ({ body: "seen" }),
  "POST /record-requests/:id/assignment": () => ({ to: null, expected: null }),
  "POST /record-requests/:id/counts": () => ({ words: "fair" }),
  "POST /record-requests/:id/searches": () => ({ query: { words: "fair" } }),
  "POST /record-requests/:id/reviews": ({ record }) => ({ recordId: record, decision: "release" }),
  "POST /record-requests/:id/second-reviews": ({ record }) => ({ recordId: record }),
  "POST /record-requests/:id/marks": ({ record }) => ({
    recordId: record,
    marks: [{ start: 0, end: 1, code: "x" }],
    expected: null,
  }),
  "POST /record-requests/:id/attachment-marks": ({ record }) => ({
    recordId: record,
    part: "media.0",
    withheld: ["x"],
    expected: null,
  }),
  "POST /record-requests/:id/fees": () => ({ hours: 1, pages: 1, text: "a letter of ours" }),
  "POST /record-requests/:id/fees/invoices": () => ({
    hours: 1,
    pages: 1,
    text: "a letter of ours",
  }),
  "POST /record-requests/:id/fees/payments": () => ({ cents: 1, reference: "x" }),
  "POST /record-requests/:id/fees/waivers": () => ({ cents: 1, ...why }),
  "POST /record-requests/:id/publications": () => ({ running: 1, title: "to see" }),
  "DELETE /record-requests/:id/publications": ({ record }) => ({ publication: record, ...why }),
  "POST /record-requests/:id/publications/approval": ({ record }) => ({ publication: record }),
  "PUT /record-requests/:id/summary": () => ({ summary: "to see" }),
  "POST /record-requests/:id/deliveries": () => ({ running: 1 }),
  "POST /record-requests/:id/occurrences": () => ({ words: "mill road" }),
  "POST /record-requests/:id/marks-everywhere": () => ({ words: "mill road", code: "x" }),
  "DELETE /record-requests/:id/marks-everywhere": ({ record }) => ({ batch: record }),
  "POST /record-requests/:id/productions": () => ({}),
  "POST /record-requests/:id/letters": () => ({ kind: "other", text: "a letter of ours" }),
  "DELETE /record-requests/:id/pause": () => why,
  "POST /record-requests/:id/closing": () => ({ how: "no-records", text: "a letter of ours" }),
  "DELETE /record-requests/:id/closing": () => why,
  "POST /series/:id/exceptions": () => ({ occurrence: "2099-01-01T09:00", to: null }),
  "PUT /series/:id": () => ({ draft: seriesDraft, expected: 1 }),
  "PUT /strategy/versions/:version": () => strategyContent,
};

const ring = [
  [-97, 30],
  [-97, 30.1],
  [-97.1, 30.1],
  [-97, 30],
];
const square = { type: "Polygon", coordinates: [ring] };
const seriesDraft = {
  title: "x",
  content: { text: "x" },
  rule: "FREQ=DAILY;COUNT=1",
  startsLocal: "2099-01-01T09:00",
};
const said = { en: "x", es: "x" };
const strategyContent = {
  title: "x",
  objectives: [{ key: "x", kind: "inform", name: said, why: said, share: null, perWeek: null }],
};
const step = { roles: ["command"], people: 1, withinMinutes: 5 };
const policyContent = {
  title: "x",
  paragraphs: [{ number: "1.1", heading: "x", body: "x" }],
  classes: [{ code: "own-x", title: "x", paragraph: "1.1", steps: [step], validHours: 1 }],
};

/** The path with the other agency's ids in it; a route that no line above knows fails the test. */
function foreignPath({ path }: GuardedRoute): string {
  return withIds(path, (before) => {
    const row = rowOf[before];
    assert.ok(row, `say in rowOf which row of another agency ${path} names after ${before}`);
    return other.ids[row];
  });
}

function withIds(path: string, idAfter: (before: string) => string): string {
  let filled = "";
  for (const part of path
    .replace("/:kind/", "/post/")
    .replace("/:role", "/clerk")
    .replace("/:running", "/1")
    .replace("/:number/", "/1/")
    .split(/(?=\/)/))
    filled += !part.startsWith("/:")
      ? part
      : part === "/:sha256" && filled.includes("/records/")
        ? `/${other.ids.media}`
        : `/${idAfter(`${filled}/`)}`;
  return filled;
}

const isNamed = ({ path, verb }: GuardedRoute) => path.includes("/:") && !verb.startsWith("open: ");

test("P2: what an agency lists and tells of itself holds no row of another", async () => {
  const theirs = [marker, other.agencyId, ...Object.values(other.ids)].filter((id) => id !== "2");
  for (const route of routes) {
    if (route.method !== "GET" || route.path.includes("/:") || route.path === "/agency/logo")
      continue;
    const visitor = visitors.get(everything);
    const answer = await visitor?.ask("GET", route.path);
    assert.equal(answer?.status, 200, route.path);
    const text = JSON.stringify(answer?.body);
    for (const one of theirs) assert.ok(!text.includes(one), `${route.path} tells ${one}`);
  }
});

/** Not there; or, where a list is asked for, none of it. */
function isNothing({ method }: GuardedRoute, { status, body }: Answer): boolean {
  const isEmpty = Object.values(body).every((list) => Array.isArray(list) && list.length === 0);
  return status === 404 || (method === "GET" && status === 200 && isEmpty);
}

test("P2: no role of one agency reaches a row of another by any route, and reads no word of it", async () => {
  for (const route of routes.filter(isNamed)) {
    const key = `${route.method} ${route.path}`;
    for (const [name, visitor] of visitors) {
      const body = bodyOf[key]?.(other.ids);
      const answer = await visitor.ask(route.method, foreignPath(route), body);
      const asked = `${key} by ${name}: ${JSON.stringify(answer.body)}`;
      const may = name === everything || verbRule(route.verb).roles.some((role) => role === name);
      if (may) assert.ok(isNothing(route, answer), asked);
      else assert.equal(answer.status, 403, asked);
      assert.ok(!asked.includes(marker), asked);
    }
  }
});

test("P2: a request that carries another agency's ids takes nothing of it along", async () => {
  const visitor = visitors.get(everything);
  assert.ok(visitor);
  const { channel, media, unit } = other.ids;
  const me = String(((await visitor.ask("GET", "/session")).body["person"] as { id: string }).id);
  const carried: [string, string, object][] = [
    ["PUT", `/people/${me}/unit`, { unitId: unit }],
    ["POST", "/posts", { text: "x", channels: [channel] }],
    ["POST", "/posts", { text: "x", media: [{ sha256: media, alt: "x" }] }],
    ["POST", "/measures", { text: "x", channels: [channel] }],
    ["POST", "/lint", { text: "Quag Ng", media: [{ sha256: media, alt: "x" }] }],
    ["POST", "/holds", { scope: "channel", target: channel, reason: "to see" }],
  ];
  for (const [method, path, body] of carried) {
    const answer = await visitor.ask(method, path, body);
    assert.ok(answer.status < 500, `${path}: ${JSON.stringify(answer.body)}`);
    assert.ok(!JSON.stringify(answer.body).includes(marker), path);
  }
});

test("P2: after all of this nothing of the other agency has changed, and its trail tells of nobody else", async () => {
  const { ctx } = beat.assembly;
  const rows = await read(asSystem(ctx, "test", other.agencyId), (tx) =>
    tx.tx.raw<{ actor_name: string }>("select distinct actor_name from audit_events"),
  );
  const names = rows.map(({ actor_name }) => actor_name).toSorted();
  assert.deepEqual(names, ["Cora Ames", "June Harlan", "Ray Boyd", "seed"]);
});

test("an id that is none is answered like one that names nothing: no route takes it for a fault", async () => {
  const visitor = visitors.get(everything);
  for (const route of routes.filter(isNamed)) {
    const body = bodyOf[`${route.method} ${route.path}`]?.(other.ids);
    for (const nonsense of ["none", "%00"]) {
      const path = withIds(route.path, () => nonsense);
      const answer = await visitor?.ask(route.method, path, body);
      assert.ok(answer && answer.status < 500, `${route.method} ${path}`);
    }
  }
});
