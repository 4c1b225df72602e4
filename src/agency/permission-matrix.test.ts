import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { asSystem, type PersonActor } from "#platform/context.ts";
import { Temporal } from "#platform/clock.ts";
import { read } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { decide, guardedRoutes, roles, type GuardedRoute } from "./index.ts";
import { Hono } from "hono";
import type { AppEnv } from "#platform/http/app-env.ts";

/** `UPDATE=1` writes it anew; the diff is then reviewed like any other (core P2). */
const path = join(import.meta.dirname, "../../test/permission-matrix.txt");
let beat: TestBeat;
let routes: GuardedRoute[];
const outside: GuardedRoute[] = [];

before(async () => {
  beat = await openTestBeat();
  const api = new Hono<AppEnv>();
  for (const { routes: own } of beat.assembly.slices) if (own) api.route("/", own);
  routes = guardedRoutes(api);
  // What networks call stands outside /api, and in the list all the same.
  for (const { publicRoutes } of beat.assembly.slices)
    if (publicRoutes) outside.push(...guardedRoutes(publicRoutes));
});

function actor(role: string, agencyId: string): PersonActor {
  return {
    kind: "person",
    agencyId,
    personId: randomUUID(),
    name: role,
    roles: [role],
    via: "session",
    credentialId: "x",
    provedAt: Temporal.Now.instant().toString(),
    from: { address: "test", agent: "test" },
  };
}

test("P2: the matrix of every route and role is the committed one", () => {
  const agencyId = randomUUID();
  const lines = routes.map(({ method, path: route, verb }) => {
    if (verb.startsWith("open: ")) return `${method} ${route}: ${verb}`;
    const allowed = roles.filter(
      (role) =>
        decide(
          actor(role, agencyId),
          verb,
          { kind: "thing", agencyId },
          { now: Temporal.Now.instant() },
        ).allow,
    );
    return `${method} ${route}: ${verb}: ${allowed.join(" ")}`;
  });
  const open = outside.map(
    ({ method, path: route, verb }) => `${method} (outside /api) ${route}: ${verb}`,
  );
  const text = `${[...lines, ...open].sort().join("\n")}\n`;
  if (process.env["UPDATE"]) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, "utf8"));
});

test("A6: no token approves, reviews or adopts anything or makes itself a way in, whatever its scopes", () => {
  const agencyId = randomUUID();
  for (const verb of [
    "post.approve",
    "post.review-break-glass",
    "post.break-glass",
    "policy.adopt",
    "session.own",
    "passkey.change",
  ]) {
    const decision = decide(
      { ...actor("command", agencyId), via: "token", scopes: [verb, `${verb.split(".")[0]}.*`] },
      verb,
      { kind: "thing", agencyId },
      { now: Temporal.Now.instant() },
    );
    assert.equal(decision.allow ? "allowed" : decision.code, "needs-a-person", verb);
  }
});

test("P1: a route without a verb does not mount", () => {
  const naked = new Hono<AppEnv>().get("/secret", (c) => c.text("oops"));
  assert.throws(() => guardedRoutes(naked), /without a verb/);
});

test("T21: the database itself shows another agency's rows to nobody, whatever the query says", async () => {
  const own = await seedTinyCounty(beat.assembly);
  const other = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, own, "boyd@tinycounty.example");
  const rows = await read(person, (tx) =>
    tx.tx.raw<{ agency_id: string }>("select distinct agency_id from people"),
  );
  assert.deepEqual(
    rows.map((row) => row.agency_id),
    [own],
  );
  const none = await read(asSystem(beat.assembly.ctx, "test", own), (tx) =>
    tx.tx.raw("select 1 from people where agency_id = $1", [other]),
  );
  assert.deepEqual(none, []);
});

test("T21: every table that belongs to an agency is fenced", async () => {
  const { rows } = await beat.installation.db.pool.query<{ relname: string }>(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'agency_id'
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity`,
  );
  assert.deepEqual(rows, []);
});

test("R6, T32: the application's role may not change or delete the record or the audit trail", async () => {
  for (const table of [
    "archive_records",
    "archive_leaves",
    "archive_checkpoints",
    "audit_events",
    "post_versions",
  ]) {
    await assert.rejects(
      beat.installation.db.pool.query(`delete from ${table}`),
      /permission denied/,
    );
    await assert.rejects(
      beat.installation.db.pool.query(`update ${table} set agency_id = agency_id`),
      /permission denied/,
    );
  }
});
