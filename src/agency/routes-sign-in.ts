import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import { Refusal } from "#platform/refusal.ts";
import { setSessionCookie } from "./cookies.ts";
import { open } from "./may.ts";
import { passkeyOwner, passkeyQuestion } from "./passkeys.ts";
import { signInWithDemoPass } from "./passes.ts";
import { personById } from "./people.ts";
import type { AgencyWiring } from "./routes.ts";
import type { Session } from "./sessions.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  discard,
  signInWithCode,
  signInWithPassword,
  welcome,
} from "./sign-in.ts";

const text = z.string().max(1_000);

/** The ways in: password and second factor, passkey, the demo's printed links. */
export function signInRoutes({ https, party, limiter }: AgencyWiring) {
  return new Hono<AppEnv>()
    .post(
      "/sign-in/password",
      open("first factor"),
      valid("json", z.object({ email: text, password: text })),
      async (c) => {
        limiter.takeSignIn(c.get("from").address);
        const { email, password } = c.req.valid("json");
        const begun = await signInWithPassword(c.get("ctx"), email, password, c.get("from"));
        setSessionCookie(c, https, begun.cookie);
        return c.json({ next: begun.next });
      },
    )
    .post(
      "/sign-in/code",
      open("second factor"),
      valid("json", z.object({ code: text })),
      async (c) => {
        limiter.takeSignIn(c.get("from").address);
        const begun = await signInWithCode(
          c.get("ctx"),
          halfSession(c),
          c.req.valid("json").code.replaceAll(" ", ""),
          c.get("from"),
        );
        setSessionCookie(c, https, begun.cookie);
        return c.json({ next: "done" as const });
      },
    )
    .post("/sign-in/enrolment", open("second factor of an account that has none"), async (c) => {
      limiter.takeSignIn(c.get("from").address);
      return c.json({ totp: await beginEnrolment(c.get("ctx"), halfSession(c)) });
    })
    .post(
      "/sign-in/enrolment/confirm",
      open("second factor of an account that has none"),
      valid("json", z.object({ code: text })),
      async (c) => {
        limiter.takeSignIn(c.get("from").address);
        const begun = await confirmEnrolment(
          c.get("ctx"),
          halfSession(c),
          c.req.valid("json").code.replaceAll(" ", ""),
          c.get("from"),
        );
        setSessionCookie(c, https, begun.cookie);
        return c.json({ next: "done" as const, recoveryCodes: begun.recoveryCodes });
      },
    )
    .post("/sign-in/passkey/options", open("a question, no answer"), async (c) =>
      c.json({ options: await passkeyQuestion(c.get("ctx"), party) }),
    )
    .post(
      "/sign-in/passkey",
      open("both factors in one"),
      valid("json", z.object({ response: z.unknown() })),
      async (c) => {
        limiter.takeSignIn(c.get("from").address);
        const owner = await passkeyOwner(
          c.get("ctx"),
          party,
          asAssertion(c.req.valid("json").response),
          c.get("from"),
        );
        const state = c.get("session");
        const begun = await transact(
          asSystem(c.get("ctx"), "sign-in", owner.agencyId),
          async (tx) => {
            if (state.state === "incomplete") await discard(tx, state.session);
            await refuseEnded(tx, owner.personId);
            return welcome(tx, owner.personId, "passkey", c.get("from"));
          },
        );
        setSessionCookie(c, https, begun.cookie);
        return c.json({ next: "done" as const });
      },
    )
    .post(
      "/sign-in/pass",
      open("the demo's printed sign-ins"),
      valid("json", z.object({ pass: text })),
      async (c) => {
        limiter.takeSignIn(c.get("from").address);
        const begun = await signInWithDemoPass(
          c.get("ctx"),
          c.req.valid("json").pass,
          c.get("from"),
        );
        setSessionCookie(c, https, begun.cookie);
        return c.json({ next: "done" as const });
      },
    );
}

/** What the first factor opened: good for the second step and nothing else. */
function halfSession(c: Context<AppEnv>): Session {
  const state = c.get("session");
  if (state.state === "incomplete") return state.session;
  throw new Refusal("signed-out", "Begin with e-mail and password.", { status: 401 });
}

async function refuseEnded(ctx: Ctx, personId: string): Promise<void> {
  const person = await personById(ctx, personId);
  if (person.endedAt !== null)
    throw new Refusal("passkey-refused", "This passkey was not accepted here.", { status: 401 });
}

const assertion = z.looseObject({
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
  response: z.looseObject({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
  }),
  clientExtensionResults: z.looseObject({}).default({}),
});

/** Reads what a browser's passkey answered; whatever else it is was not accepted. */
export function asAssertion(value: unknown): AuthenticationResponseJSON {
  const parsed = assertion.safeParse(value);
  if (!parsed.success)
    throw new Refusal("passkey-refused", "This passkey was not accepted here.", { status: 401 });
  return parsed.data;
}
