import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open, siteAgency } from "#agency";
import { giveUp, ownSignUp, publicEvent, signUp, type PublicEvent } from "#outreach";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages, type Language } from "../words.ts";
import {
  giveUpPage,
  sentPage,
  signUpPage,
  toldPage,
  type SignUpFault,
  type SignUpForm,
} from "./sign-up-pages.ts";
import { signUpWords } from "./sign-up-words.ts";

const looksMax = limit("sign-ups.looks", 60, "pages a minute a network", "of sign-ups");
const sendsMax = limit(
  "sign-ups.sends",
  10,
  "forms a minute a network",
  "a school or a library shares one; a script does not need more",
);
const bodyMax = limit("sign-ups.body", 20_000, "bytes", "one form of a sign-up");
const why = "anybody may come to a public event; the link is the key to give a place up";

export interface SignUpOutside {
  origin: string;
  origins: readonly string[];
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
}

type C = Context<AppEnv>;

/** `/sign-up`: a place at an event, without an account, a name or a script. */
export function signUpRoutes(outside: SignUpOutside) {
  const app = new Hono<AppEnv>();
  const desk = new SignUpDesk(outside);
  const small = bodyLimit({ maxSize: bodyMax });
  for (const language of languages) {
    const path = localPath(language, "/sign-up");
    app.get(`${path}/give-up/:link`, open(why), (c) => desk.mayGiveUp(c, language));
    app.post(`${path}/give-up/:link`, open(why), small, (c) => desk.giveUp(c, language));
    app.get(`${path}/:code`, open(why), (c) => desk.ask(c, language));
    app.post(`${path}/:code`, open(why), small, (c) => desk.take(c, language));
  }
  return app;
}

class SignUpDesk {
  readonly #outside: SignUpOutside;

  constructor(outside: SignUpOutside) {
    this.#outside = outside;
  }

  async ask(c: C, language: Language) {
    const frame = await this.#frame(c, language);
    const event = await eventOf(c, frame.ctx);
    const form = formOf(event, { email: "", people: "1", need: "" });
    return c.html(await signUpPage({ ...frame, ...form }));
  }

  async take(c: C, language: Language) {
    const body = await c.req.parseBody();
    const frame = await this.#frame(c, language);
    const say = signUpWords[language];
    const event = await eventOf(c, frame.ctx);
    const typed = {
      email: textIn(body, "email"),
      people: textIn(body, "people"),
      need: textIn(body, "need"),
    };
    const again = async (fault: SignUpFault, status: 403 | 409 | 422 | 429 = 422) =>
      c.html(await signUpPage({ ...frame, ...formOf(event, typed), faults: [fault] }), status);
    if (!this.#isOwn(c)) return again({ field: "form", says: say.errorForeign }, 403);
    try {
      this.#count(c, "sign-up", sendsMax);
      // Nobody sees this field: what fills it in is a program. It is thanked, and nobody is written to.
      if (textIn(body, "website") === "")
        await signUp(frame.ctx, event.code, { ...typed, people: Number(typed.people), language });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 429) return again({ field: "form", says: say.tooMany }, 429);
      if (error.code === "sign-up-closed") return again({ field: "form", says: say.closed }, 409);
      return again(faultOf(error.code, language));
    }
    return c.html(await sentPage(frame));
  }

  async mayGiveUp(c: C, language: Language) {
    const frame = await this.#frame(c, language);
    try {
      const { people } = await ownSignUp(frame.ctx, linkOf(c));
      return c.html(await giveUpPage({ ...frame, link: linkOf(c), people }));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await toldPage({ ...frame, what: "over" }), 404);
    }
  }

  /** By a person's press or a mailbox provider's (RFC 8058): no cookie, no origin, no second question. */
  async giveUp(c: C, language: Language) {
    const frame = await this.#frame(c, language);
    try {
      await giveUp(frame.ctx, linkOf(c));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await toldPage({ ...frame, what: "over" }), 404);
    }
    return c.html(await toldPage({ ...frame, what: "given-up" }));
  }

  /** A form of ours says where it comes from. Nothing rides on a cookie here; this keeps foreign pages out all the same. */
  #isOwn(c: C): boolean {
    const said = c.req.header("origin");
    if (said !== undefined) return this.#outside.origins.includes(said);
    const site = c.req.header("sec-fetch-site");
    return site === undefined || site === "same-origin";
  }

  async #frame(c: C, language: Language) {
    this.#count(c, "sign-up look", looksMax);
    const agency = await siteAgency(c.get("ctx"));
    if (!agency) throw notFound("page");
    // The address may be a key: it goes into no search engine, no cache and no other site's log.
    c.header("x-robots-tag", "noindex, noarchive");
    c.header("referrer-policy", "same-origin");
    c.header("cache-control", "no-store");
    const ctx = asSystem(c.get("ctx"), "sign-ups", agency.agencyId);
    return { agency, ctx, language, origin: this.#outside.origin, made: ctx.clock.now() };
  }

  #count(c: C, what: string, max: number): void {
    this.#outside.limiter.takeFrom(c.get("from").address, what, max);
  }
}

async function eventOf(c: C, ctx: Parameters<typeof publicEvent>[0]): Promise<PublicEvent> {
  const event = await publicEvent(ctx, c.req.param("code") ?? "");
  if (!event?.signUp) throw notFound("event");
  return event;
}

function formOf(event: PublicEvent, typed: SignUpForm["typed"]) {
  const { free = null, partyMax = 1 } = event.signUp ?? {};
  return { event, typed, free, partyMax, faults: [] };
}

function faultOf(code: string, language: Language): SignUpFault {
  const say = signUpWords[language];
  if (code === "sign-up-address") return { field: "email", says: say.errorEmail };
  if (code === "sign-up-people") return { field: "people", says: say.errorPeople };
  if (code === "sign-up-need") return { field: "need", says: say.errorNeed };
  return { field: "form", says: say.errorOther };
}

/** NUL stands in no text of the database. */
function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value.replaceAll("\0", "").trim().slice(0, 400) : "";
}

function linkOf(c: C): string {
  const link = c.req.param("link") ?? "";
  return /^[A-Za-z0-9_-]{43}$/.test(link) ? link : "-";
}
