import { pathPart, valid } from "#platform/http/valid.ts";
import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "#platform/http/app-env.ts";
import { agencyLogo, changeAgency, ownAgency } from "./agencies.ts";
import { auditTrail } from "./audit.ts";
import { keepLogo } from "./logo.ts";
import { openAccount, peopleWithLocks } from "./lockouts.ts";
import { may } from "./may.ts";
import { askRecovery, invite, openRecoveries, secondRecovery } from "./passes.ts";
import { endPerson, grantRole, reopenPerson, revokeRole } from "./people.ts";
import { beatArea } from "./area.ts";
import { addBeat, addUnit, allBeats, allUnits, assignUnit, redrawBeat } from "./places.ts";
import { roles, roleTitles } from "./roles.ts";
import type { AgencyWiring } from "./routes.ts";

const line = z.string().trim().min(1).max(200);
const role = z.enum(roles);
const change = z
  .object({
    name: line,
    shortName: line,
    state: line,
    timeZone: line,
    disclaimer: z.string().max(2_000),
    securityContact: z.union([z.literal(""), z.email(), z.url({ protocol: /^https$/ })]),
    /** Empty takes the logo away. */
    logo: z.literal("").or(z.base64().max(700_000)),
  })
  .partial();
const moment = z.iso.datetime({ offset: true });
const filter = z
  .object({
    actorId: line,
    kind: line,
    subjectId: line,
    outcome: z.enum(["done", "refused", "failed"]),
    from: moment,
    until: moment,
    before: z.uuid(),
  })
  .partial();

/** The agency's settings, people, places and audit trail. */
export function peopleRoutes({ origin }: AgencyWiring) {
  return new Hono<AppEnv>()
    .get("/agency", may("agency.read"), async (c) => c.json(await ownAgency(c.get("ctx"))))
    .get("/agency/logo", may("agency.read"), async (c) =>
      c.body(new Uint8Array(await agencyLogo(c.get("ctx"))), 200, {
        "content-type": "image/png",
        "cache-control": "private, no-cache",
      }),
    )
    .patch("/agency", may("agency.change"), valid("json", change), async (c) => {
      const ctx = c.get("ctx");
      const { logo, ...facts } = c.req.valid("json");
      const picture =
        logo === undefined ? {} : { logoSha256: logo === "" ? null : await keepLogo(ctx, logo) };
      return c.json(await changeAgency(ctx, { ...withoutUndefined(facts), ...picture }));
    })
    .get("/people", may("people.read"), async (c) =>
      c.json({
        people: await peopleWithLocks(c.get("ctx")),
        roles: roles.map((name) => ({ name, title: roleTitles[name] })),
      }),
    )
    .post(
      "/people",
      may("people.invite"),
      valid(
        "json",
        z.object({
          email: z.email(),
          name: line,
          title: z.string().max(120).default(""),
          roles: z.array(role).max(11),
        }),
      ),
      async (c) => {
        const { person, pass } = await invite(c.get("ctx"), c.req.valid("json"));
        return c.json({ person, link: `${origin}/console/invitation#pass=${pass}` }, 201);
      },
    )
    .delete("/people/:id", may("people.end"), valid("json", z.object({ why: line })), async (c) => {
      await endPerson(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ ended: true });
    })
    .post("/people/:id/reopening", may("people.end"), async (c) => {
      await reopenPerson(c.get("ctx"), c.req.param("id"));
      return c.json({ reopened: true });
    })
    .delete("/people/:id/lockout", may("people.unlock"), async (c) => {
      await openAccount(c.get("ctx"), c.req.param("id"));
      return c.json({ opened: true });
    })
    .post("/people/:id/roles", may("role.grant"), valid("json", z.object({ role })), async (c) => {
      await grantRole(c.get("ctx"), c.req.param("id"), c.req.valid("json").role);
      return c.json({ granted: true }, 201);
    })
    .delete("/people/:id/roles/:role", may("role.grant"), async (c) => {
      await revokeRole(c.get("ctx"), c.req.param("id"), pathPart(c, "role", role));
      return c.json({ revoked: true });
    })
    .put(
      "/people/:id/unit",
      may("people.assign"),
      valid("json", z.object({ unitId: z.uuid().nullable() })),
      async (c) => {
        await assignUnit(c.get("ctx"), c.req.param("id"), c.req.valid("json").unitId);
        return c.json({ assigned: true });
      },
    )
    .post("/people/:id/recovery", may("people.recover"), async (c) =>
      c.json(await askRecovery(c.get("ctx"), c.req.param("id")), 201),
    )
    .get("/recoveries", may("recovery.read"), async (c) =>
      c.json({ recoveries: await openRecoveries(c.get("ctx")) }),
    )
    .post("/recoveries/:id/second", may("people.recover"), async (c) => {
      const { pass } = await secondRecovery(c.get("ctx"), c.req.param("id"));
      return c.json({ link: `${origin}/console/invitation#pass=${pass}` });
    })
    .get("/units", may("agency.read"), async (c) => c.json({ units: await allUnits(c.get("ctx")) }))
    .post("/units", may("agency.change"), valid("json", z.object({ name: line })), async (c) =>
      c.json(await addUnit(c.get("ctx"), c.req.valid("json").name), 201),
    )
    .get("/beats", may("agency.read"), async (c) => c.json({ beats: await allBeats(c.get("ctx")) }))
    .post(
      "/beats",
      may("agency.change"),
      valid("json", z.object({ code: line, name: line, area: beatArea.optional() })),
      async (c) => c.json(await addBeat(c.get("ctx"), c.req.valid("json")), 201),
    )
    .put(
      "/beats/:id/area",
      may("agency.change"),
      valid("json", z.object({ area: beatArea })),
      async (c) =>
        c.json(await redrawBeat(c.get("ctx"), c.req.param("id"), c.req.valid("json").area)),
    )
    .get("/audit", may("audit.read"), valid("query", filter), async (c) =>
      c.json(await auditTrail(c.get("ctx"), c.req.valid("query"))),
    );
}

function withoutUndefined<T extends object>(
  value: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
