import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages, type Language } from "../words.ts";
import type { Verifier } from "./verifier.ts";
import { verifyPage } from "./verify-page.ts";

const questionMax = limit(
  "verify.question",
  4_000,
  "characters",
  "asked about; a longer text is cut off, which changes no answer",
);
const perAddress = limit(
  "verify.requests",
  60,
  "questions a minute a network",
  "people check one post; nobody reads the whole record this way",
);
const bodyMax = 40_000;
const why = "the public asks whether a post is ours";

type Limiter = Pick<ReturnType<typeof rateLimiter>, "takeFrom">;

/** `/verify`: is this post ours? As a page in every language, and as JSON. */
export function verifyRoutes(verifier: Verifier, limiter: Limiter, origin: string) {
  const app = new Hono<AppEnv>();
  const small = bodyLimit({ maxSize: bodyMax });
  for (const language of languages) {
    const path = localPath(language, "/verify");
    app.get(path, open(why), (c) => answer(c, c.req.query("q"), language));
    // A long text fits no address, and what somebody worries about stands in no log of addresses.
    app.post(path, open(why), small, async (c) => {
      const { q } = await c.req.parseBody();
      return answer(c, typeof q === "string" ? q : undefined, language);
    });
  }
  app.get("/verify/key", open("the key that posts are signed with"), async (c) => {
    const { agencyId } = await ready(c);
    return plain(c, `${await verifier.records.publicKey(agencyId)}\n`);
  });
  app.get("/verify/posts/:id", open("a published post's signed record"), async (c) => {
    const agency = await ready(c);
    const note = await verifier.records.of(agency, verifier.posts, c.req.param("id"));
    if (note === undefined) throw missing();
    return plain(c, note);
  });

  async function ready(c: Context<AppEnv>) {
    limiter.takeFrom(c.get("from").address, "verify", perAddress);
    await verifier.refresh(c.get("ctx"));
    if (!verifier.agency) throw missing();
    return verifier.agency;
  }

  async function answer(c: Context<AppEnv>, asked: string | undefined, language: Language) {
    const agency = await ready(c);
    const question = (asked ?? "").slice(0, questionMax).trim();
    const posts = question === "" ? [] : verifier.find(question);
    c.header("cache-control", c.req.method === "GET" ? "public, max-age=15" : "no-store");
    c.header("vary", "accept");
    if (wantsJson(c.req.header("accept"))) {
      c.header("access-control-allow-origin", "*");
      c.header("cross-origin-resource-policy", "cross-origin");
      return c.json({ ours: posts.length > 0, posts });
    }
    const made = c.get("ctx").clock.now();
    const { warnings } = verifier;
    const page = { agency, origin, language, made, question, posts, warnings };
    return c.html(await verifyPage(page));
  }
  return app;
}

function plain(c: Context<AppEnv>, text: string) {
  return c.body(text, 200, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "public, max-age=15",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  });
}

function missing(): Refusal {
  return new Refusal("not-found", "There is nothing at this address.", { status: 404 });
}

/** JSON for whoever asks for it and not, besides, for a page. */
function wantsJson(accept = ""): boolean {
  return accept.includes("application/json") && !accept.includes("text/html");
}
