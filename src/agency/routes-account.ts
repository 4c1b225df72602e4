import { valid } from "#platform/http/valid.ts";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "#platform/http/app-env.ts";
import { Refusal } from "#platform/refusal.ts";
import { ownAgency } from "./agencies.ts";
import { setSessionCookie } from "./cookies.ts";
import { may, open } from "./may.ts";
import { addPasskey, ownPasskeys, passkeyRegistration, removePasskey } from "./passkeys.ts";
import { acceptPass, confirmPass, passOf, waysIn } from "./passes.ts";
import { chooseLanguage, personById } from "./people.ts";
import { personOf } from "./permission.ts";
import type { AgencyWiring } from "./routes.ts";
import { createToken, endToken, ownTokens } from "./tokens.ts";
import { asSystem } from "#platform/context.ts";

const text = z.string().max(1_000);
const pass = z.string().max(200);
const invited = "the invited have no account yet";
const tokenDraft = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string().max(80)).max(50),
  days: z.number().int(),
});

/** One's own passkeys and tokens, and the way in by an invitation. */
export function accountRoutes({ party, https }: AgencyWiring) {
  return (
    new Hono<AppEnv>()
      .get("/passkeys", may("session.own"), async (c) =>
        c.json({ passkeys: await ownPasskeys(c.get("ctx")) }),
      )
      .post("/passkeys/options", may("passkey.change"), async (c) => {
        const ctx = c.get("ctx");
        const person = await personById(ctx, personOf(ctx).personId);
        return c.json({ options: await passkeyRegistration(ctx, party, person.email) });
      })
      .post(
        "/passkeys",
        may("passkey.change"),
        valid("json", z.object({ response: z.unknown(), name: text })),
        async (c) => {
          const { response, name } = c.req.valid("json");
          await addPasskey(c.get("ctx"), party, asRegistration(response), name);
          return c.json({ added: true }, 201);
        },
      )
      .delete("/passkeys/:passkey", may("passkey.change"), async (c) => {
        await removePasskey(c.get("ctx"), c.req.param("passkey"));
        return c.json({ removed: true });
      })
      .put(
        "/account/language",
        may("session.own"),
        valid("json", z.object({ language: z.enum(["en", "es"]) })),
        async (c) => {
          await chooseLanguage(c.get("ctx"), c.req.valid("json").language);
          return c.json({ saved: true });
        },
      )
      .get("/tokens", may("token.read"), async (c) =>
        c.json({ tokens: await ownTokens(c.get("ctx")) }),
      )
      .post("/tokens", may("token.create"), valid("json", tokenDraft), async (c) =>
        c.json(await createToken(c.get("ctx"), c.req.valid("json")), 201),
      )
      .delete("/tokens/:id", may("token.create"), async (c) => {
        await endToken(c.get("ctx"), c.req.param("id"));
        return c.json({ ended: true });
      })
      // The pass opens an account, so it rides in the body: addresses end in logs, ours and the proxies'.
      .post("/invitations/reading", open(invited), valid("json", z.object({ pass })), async (c) => {
        const ctx = c.get("ctx");
        const { agencyId, personId, kind } = await passOf(ctx, c.req.valid("json").pass, waysIn);
        const inAgency = asSystem(ctx, "invitation", agencyId);
        const [person, agency] = await Promise.all([
          personById(inAgency, personId),
          ownAgency(inAgency),
        ]);
        return c.json({ name: person.name, email: person.email, agencyName: agency.name, kind });
      })
      .post(
        "/invitations/acceptance",
        open(invited),
        valid("json", z.object({ pass, password: text })),
        async (c) => {
          const given = c.req.valid("json");
          return c.json({ totp: await acceptPass(c.get("ctx"), given.pass, given.password) });
        },
      )
      .post(
        "/invitations/confirmation",
        open(invited),
        valid("json", z.object({ pass, code: text })),
        async (c) => {
          const given = c.req.valid("json");
          const begun = await confirmPass(
            c.get("ctx"),
            given.pass,
            given.code.replaceAll(" ", ""),
            c.get("from"),
          );
          setSessionCookie(c, https, begun.cookie);
          return c.json({ next: "done" as const, recoveryCodes: begun.recoveryCodes });
        },
      )
  );
}

const registration = z.looseObject({
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
  response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }),
  clientExtensionResults: z.looseObject({}).default({}),
});

function asRegistration(value: unknown): RegistrationResponseJSON {
  const parsed = registration.safeParse(value);
  if (!parsed.success)
    throw new Refusal("passkey-refused", "This passkey could not be read. Try again.");
  return parsed.data;
}
