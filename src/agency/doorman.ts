import { createMiddleware } from "hono/factory";
import type { Actor, Ctx, Origin } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { Refusal } from "#platform/refusal.ts";
import { auditRefusal } from "./audit.ts";
import { sessionCookie } from "./cookies.ts";
import { sessionOf, touchSession, type SessionState } from "./sessions.ts";
import { actorOfToken } from "./tokens.ts";

declare module "hono" {
  interface ContextVariableMap {
    session: SessionState;
    from: Origin;
  }
}

export interface DoormanOptions {
  https: boolean;
  limiter: ReturnType<typeof rateLimiter>;
}

/** Paths that a locked screen may still use: to say who is there, to unlock and to sign out. */
const whileLocked = /^\/api\/(session(\/(lock|unlock|passkey-options))?|sign-in\/.*)$/;

/** Finds out who asks, by cookie or bearer token, and lets `ctx` act as that person. */
export function doorman(options: DoormanOptions) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const base = c.get("ctx");
    const from = c.get("from");
    options.limiter.takeFrom(from.address);
    const bearer = c.req.header("authorization")?.match(/^Bearer (\S+)$/)?.[1];
    const session: SessionState = bearer
      ? { state: "none" }
      : await sessionOf(base, sessionCookie(c, options.https), from);
    c.set("session", session);
    const actor = bearer
      ? await actorOfToken(base, bearer, from)
      : session.state === "open"
        ? session.actor
        : undefined;
    if (actor) options.limiter.take(actor.credentialId);
    else options.limiter.takeStranger(from.address);
    if (bearer && !actor)
      throw new Refusal("bad-token", "This token is not known, has expired or was ended.", {
        status: 401,
      });
    if (session.state === "locked" && !whileLocked.test(c.req.path)) {
      throw new Refusal(
        "locked",
        "The screen is locked. Prove that it is you to go on; your work is kept.",
        { status: 423 },
      );
    }
    // The console says so when it asks by itself: that is no sign of a person (CJIS AC-11).
    const isIdle = c.req.header("x-openbeat") === "console-idle";
    if (session.state === "open" && !isIdle) await touchSession(base, session.session);
    c.set("actor", actor);
    if (actor) c.set("ctx", actingAs(base, actor));
    await next();
    await noteRefusal(c.get("ctx"), c.res, c.req.path, c.req.method);
  });
}

export function actingAs(ctx: Ctx, actor: Actor): Ctx {
  return { ...ctx, actor };
}

/** What was refused for want of permission stands in the audit trail too (CJIS AU-2). */
async function noteRefusal(
  ctx: Ctx,
  answer: Response,
  path: string,
  method: string,
): Promise<void> {
  if (answer.status !== 403 || ctx.actor.agencyId === null) return;
  await auditRefusal(ctx, { verb: method, code: "403", path });
}
