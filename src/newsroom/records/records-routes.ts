import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { open, siteAgency, type Agency } from "#agency";
import {
  acceptFromPortal,
  answerFromPortal,
  answerMax,
  askedMax,
  fileFromPortal,
  freshTicket,
  invoiceFromPortal,
  recordsPortal,
  requestStatus,
  withdrawFromPortal,
} from "#records";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages, type Language } from "../words.ts";
import { nothingTyped, portalPage, type FormFault, type Typed } from "./portal-page.ts";
import { recordsWords } from "./records-words.ts";
import { noStatusPage, statusPage } from "./status-page.ts";

const looksMax = limit("portal.looks", 60, "pages a minute a network", "of the records portal");
const sendsMax = limit(
  "portal.requests",
  6,
  "requests or answers a minute a network",
  "a library's readers share one network; a script does not need more",
);
const bodyMax = limit("portal.body", 100_000, "bytes", "one form of the records portal");
const why = "anybody may ask for public records";
const ticketShape = /^[A-Za-z0-9_-]{43}$/;

export interface PortalOutside {
  origin: string;
  origins: readonly string[];
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
  /** Where the files of productions lie. */
  dataFolder: string;
}

type C = Context<AppEnv>;

/** `/records`: asking for records, and reading what became of it, without an account or a script. */
export function recordsRoutes(outside: PortalOutside) {
  const app = new Hono<AppEnv>();
  const portal = new Portal(outside);
  const small = bodyLimit({ maxSize: bodyMax });
  for (const language of languages) {
    const path = localPath(language, "/records");
    app.get(path, open(why), (c) => portal.ask(c, language));
    app.post(path, open(why), small, (c) => portal.file(c, language));
    app.get(`${path}/status/:ticket`, open(why), (c) => portal.status(c, language, noteOf(c)));
    app.get(`${path}/status/:ticket/:paper{invoice-[1-9][0-9]{0,2}[.]pdf}`, open(why), (c) =>
      portal.invoice(c),
    );
    app.post(`${path}/status/:ticket`, open(why), small, (c) => portal.answer(c, language));
  }
  return app;
}

interface Shown {
  agency: Agency;
  ctx: Ctx;
  language: Language;
  typed: Typed;
  faults: FormFault[];
}

class Portal {
  readonly #outside: PortalOutside;

  constructor(outside: PortalOutside) {
    this.#outside = outside;
  }

  async ask(c: C, language: Language) {
    const { agency, ctx } = await this.#here(c);
    return this.#form(c, { agency, ctx, language, typed: nothingTyped, faults: [] });
  }

  async file(c: C, language: Language) {
    const say = recordsWords[language];
    const body = await c.req.parseBody();
    const typed = typedIn(body);
    const { agency, ctx } = await this.#here(c);
    const again = (faults: FormFault[], code: 403 | 422 | 429 | 503 = 422) =>
      this.#form(c, { agency, ctx, language, typed, faults }, code);
    if (!this.#isOwn(c)) return again([{ field: "form", says: say.foreign }], 403);
    // Nobody sees this field: what fills it in is a program. It is thanked, and nothing is filed.
    if (textIn(body, "website") !== "") return c.redirect(localPath(language, "/records"), 303);
    const faults = faultsOf(typed, language);
    const ticket = textIn(body, "ticket");
    if (!ticketShape.test(ticket)) faults.push({ field: "form", says: say.errorOther });
    if (faults.length > 0) return again(faults);
    try {
      this.#count(c, "portal request", sendsMax);
      await fileFromPortal(ctx, { ticket, ...draftOf(typed, language) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 429) return again([{ field: "form", says: say.tooMany }], 429);
      return again([{ field: "form", says: error.status === 503 ? say.fault : say.errorOther }]);
    }
    return c.redirect(`${localPath(language, "/records/status/")}${ticket}?new`, 303);
  }

  async answer(c: C, language: Language) {
    const body = await c.req.parseBody();
    const { ctx } = await this.#here(c);
    const ticket = c.req.param("ticket") ?? "";
    const path = `${localPath(language, "/records/status/")}${encodeURIComponent(ticket)}`;
    if (!this.#isOwn(c)) return c.redirect(path, 303);
    try {
      this.#count(c, "portal request", sendsMax);
      const text = textIn(body, "answer").trim().slice(0, answerMax);
      if (textIn(body, "agree") === "yes") await acceptFromPortal(ctx, ticket);
      else if (textIn(body, "withdraw") === "yes") await withdrawFromPortal(ctx, ticket);
      else if (text !== "") await answerFromPortal(ctx, ticket, text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 429) return this.status(c, language, "too-many", 429);
      return this.status(c, language, undefined);
    }
    return c.redirect(`${path}?sent`, 303);
  }

  async invoice(c: C) {
    const { ctx } = await this.#here(c);
    const { ticket = "", paper = "" } = c.req.param() as { ticket?: string; paper?: string };
    const nth = Number(/\d+/.exec(paper)?.[0]);
    const { bytes, number } = await invoiceFromPortal(ctx, ticket, nth);
    unlisted(c);
    c.header("content-type", "application/pdf");
    c.header("content-disposition", `attachment; filename="invoice-${number}.pdf"`);
    return c.body(new Uint8Array(bytes));
  }

  async status(
    c: C,
    language: Language,
    note: "received" | "answered" | "too-many" | undefined,
    code: 200 | 429 = 200,
  ) {
    const { agency, ctx } = await this.#here(c);
    const ticket = c.req.param("ticket") ?? "";
    const { origin } = this.#outside;
    const frame = { agency, origin, language, made: ctx.clock.now() };
    unlisted(c);
    try {
      const told = await requestStatus(ctx, ticket);
      return c.html(await statusPage({ ...frame, status: told, ticket, note, answerMax }), code);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await noStatusPage(frame), 404);
    }
  }

  async #form(c: C, shown: Shown, code: 200 | 403 | 422 | 429 | 503 = 200) {
    const { ctx } = shown;
    // Each form bears a ticket of its own: no cache may hand one to two people.
    c.header("cache-control", "no-store");
    const facts = await recordsPortal(ctx);
    const { origin } = this.#outside;
    const more = { origin, made: ctx.clock.now(), facts, ticket: freshTicket(ctx), askedMax };
    return c.html(await portalPage({ ...shown, ...more }), code);
  }

  /** A form of ours says where it comes from. Nothing rides on a cookie here; this keeps foreign pages out all the same. */
  #isOwn(c: C): boolean {
    const said = c.req.header("origin");
    if (said !== undefined) return this.#outside.origins.includes(said);
    const site = c.req.header("sec-fetch-site");
    return site === undefined || site === "same-origin";
  }

  async #here(c: C) {
    this.#count(c, "portal", looksMax);
    const agency = await siteAgency(c.get("ctx"));
    if (!agency) throw notFound("page");
    return { agency, ctx: asSystem(c.get("ctx"), "records portal", agency.agencyId) };
  }

  #count(c: C, what: string, max: number): void {
    this.#outside.limiter.takeFrom(c.get("from").address, what, max);
  }
}

/** The address is the key: it goes into no search engine, no cache and no other site's log. */
function unlisted(c: C): void {
  c.header("x-robots-tag", "noindex, nofollow, noarchive");
  c.header("referrer-policy", "same-origin");
  c.header("cache-control", "no-store");
}

function noteOf(c: C): "received" | "answered" | undefined {
  const asked = c.req.queries();
  return "new" in asked ? "received" : "sent" in asked ? "answered" : undefined;
}

type Body = Readonly<Record<string, unknown>>;

function textIn(body: Body, name: string): string {
  const value = body[name];
  // NUL stands in no text of the database.
  return typeof value === "string" ? value.replaceAll("\0", "").replaceAll("\r\n", "\n") : "";
}

function typedIn(body: Body): Typed {
  const short = (name: string) => textIn(body, name).trim().slice(0, 300);
  return {
    asked: textIn(body, "asked"),
    name: short("name"),
    email: short("email"),
    phone: short("phone"),
    address: textIn(body, "address").trim().slice(0, 1_000),
    format: short("format"),
    isCommercial: textIn(body, "commercial") === "yes",
  };
}

function faultsOf({ asked, email }: Typed, language: Language): FormFault[] {
  const say = recordsWords[language];
  const faults: FormFault[] = [];
  if (asked.trim().length < 10) faults.push({ field: "asked", says: say.errorAsked });
  if (asked.length > askedMax) faults.push({ field: "asked", says: say.errorLong });
  if (email !== "" && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email))
    faults.push({ field: "email", says: say.errorEmail });
  return faults;
}

function draftOf({ asked, format, isCommercial, ...requester }: Typed, language: Language) {
  return { asked, format, isCommercial, requester, language };
}
