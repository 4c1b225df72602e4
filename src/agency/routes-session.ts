import { valid } from "#platform/http/valid.ts";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { Refusal } from "#platform/refusal.ts";
import { ownAgency, siteAgency } from "./agencies.ts";
import { clearSessionCookie } from "./cookies.ts";
import { actingAs } from "./doorman.ts";
import { may, open } from "./may.ts";
import { passkeyOwner, passkeyQuestion } from "./passkeys.ts";
import { personById } from "./people.ts";
import { verbsOf } from "./permission.ts";
import { asAssertion } from "./routes-sign-in.ts";
import type { AgencyWiring } from "./routes.ts";
import {
  absoluteHours,
  endSession,
  idleMinutes,
  lockSession,
  ownSessions,
  proveSession,
  type Session,
} from "./sessions.ts";
import { Temporal } from "#platform/clock.ts";
import { proveAgain } from "./sign-in.ts";

const text = z.string().max(1_000);
const proof = z.object({
  password: text.optional(),
  code: text.optional(),
  response: z.unknown().optional(),
});

export function sessionRoutes(wiring: AgencyWiring) {
  const { https, party, setup, notices, counts } = wiring;
  return new Hono<AppEnv>()
    .get("/session", open("tells whether somebody is signed in"), async (c) =>
      c.json(await describe(c, wiring)),
    )
    .delete("/session", open("signing out is always possible"), async (c) => {
      const state = c.get("session");
      if (state.state === "open" || state.state === "locked")
        await endSession(actingAs(c.get("ctx"), state.actor), state.session.id);
      clearSessionCookie(c, https);
      return c.json({ state: "signed-out" as const });
    })
    .post("/session/lock", may("session.own"), async (c) => {
      await lockSession(c.get("ctx"), sessionIn(c));
      return c.json({ locked: true });
    })
    .post("/session/unlock", open("proves the person again"), valid("json", proof), async (c) => {
      await prove(c, wiring, c.req.valid("json"));
      return c.json({ locked: false });
    })
    .post("/session/step-up", open("proves the person again"), valid("json", proof), async (c) => {
      await prove(c, wiring, c.req.valid("json"));
      return c.json({ proved: true });
    })
    .post("/session/passkey-options", open("a question, no answer"), async (c) =>
      c.json({ options: await passkeyQuestion(c.get("ctx"), party) }),
    )
    .get("/session/list", may("session.own"), async (c) =>
      c.json({ sessions: await ownSessions(c.get("ctx")) }),
    )
    .delete("/session/list/:id", may("session.own"), async (c) => {
      await endSession(c.get("ctx"), c.req.param("id"), "ended from another place");
      return c.json({ ended: true });
    });

  async function describe(c: Context<AppEnv>, _wiring: AgencyWiring) {
    const ctx = c.get("ctx");
    const state = c.get("session");
    if (state.state !== "open" && state.state !== "locked") {
      const agency = await siteAgency(ctx);
      return {
        state: "signed-out" as const,
        setup: await setup.state(ctx),
        demo: agency?.isDemo ?? false,
        agencyName: agency?.name ?? "",
      };
    }
    const acting = actingAs(ctx, state.actor);
    const [agency, person] = await Promise.all([
      ownAgency(acting),
      personById(acting, state.actor.personId),
    ]);
    const ends = Temporal.Instant.from(state.session.startedAt).add({ hours: absoluteHours });
    return {
      state: "signed-in" as const,
      locked: state.state === "locked",
      person: {
        id: person.id,
        name: person.name,
        email: person.email,
        title: person.title,
        roles: person.roles,
      },
      agency: {
        id: agency.agencyId,
        name: agency.name,
        shortName: agency.shortName,
        state: agency.state,
        timeZone: agency.timeZone,
        demo: agency.isDemo,
      },
      may: verbsOf(state.actor),
      expiresAt: ends.toString(),
      idleLockMinutes: idleMinutes,
      language: person.language,
      notices: await notices(acting),
      counts: await counts(acting),
    };
  }
}

function sessionIn(c: Context<AppEnv>): Session {
  const state = c.get("session");
  if (state.state === "open" || state.state === "locked") return state.session;
  throw new Refusal("signed-out", "Please sign in.", { status: 401 });
}

async function prove(
  c: Context<AppEnv>,
  { party, limiter }: AgencyWiring,
  given: z.infer<typeof proof>,
): Promise<void> {
  const ctx = c.get("ctx");
  const session = sessionIn(c);
  limiter.takeSignIn(c.get("from").address);
  if (given.response === undefined) return proveAgain(ctx, session, given, c.get("from"));
  const owner = await passkeyOwner(ctx, party, asAssertion(given.response), c.get("from"));
  if (owner.personId !== session.personId)
    throw new Refusal("not-proved", "This passkey belongs to somebody else.", { status: 401 });
  await transact(asSystem(ctx, "sign-in", session.agencyId), (tx) =>
    proveSession(tx, session, "passkey", c.get("from")),
  );
}
