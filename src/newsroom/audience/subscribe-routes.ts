import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { allBeats, open, siteAgency } from "#agency";
import {
  audienceSettingsOf,
  changeChoices,
  choicesShape,
  confirm,
  confirmByCode,
  leave,
  openWays,
  ownSubscription,
  subscribe,
  type Choices,
} from "#audience";
import { asSystem } from "#platform/context.ts";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { notFound, Refusal } from "#platform/refusal.ts";
import { localPath } from "../page.ts";
import { languages, type Language } from "../words.ts";
import { choicesIn, textIn, typedIn } from "./subscribe-form.ts";
import {
  askPage,
  ownPage,
  sentPage,
  subscribePage,
  tellPage,
  type FormFault,
  type Typed,
} from "./subscribe-pages.ts";
import { subscribeWords } from "./subscribe-words.ts";

const looksMax = limit("subscribe.looks", 60, "pages a minute a network", "of subscriptions");
export const sendsMax = limit(
  "subscribe.sends",
  10,
  "forms a minute a network",
  "a household or a library shares one; a script does not need more",
);
const leavesMax = limit(
  "subscribe.leaves",
  3_000,
  "ends a minute a network",
  "mailbox providers press the button for their readers (RFC 8058), from few addresses",
);
const bodyMax = limit("subscribe.body", 50_000, "bytes", "one form of a subscription");
const why = "anybody may subscribe to the news; the link is the key";

export interface SubscribeOutside {
  origin: string;
  origins: readonly string[];
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
}

export type C = Context<AppEnv>;

/** `/subscribe`: news by mail and text, without an account, a password or a script. */
export function subscribeRoutes(outside: SubscribeOutside) {
  const app = new Hono<AppEnv>();
  const desk = new SubscribeDesk(outside);
  const small = bodyLimit({ maxSize: bodyMax });
  for (const language of languages) {
    const path = localPath(language, "/subscribe");
    app.get(path, open(why), (c) => desk.ask(c, language));
    app.post(path, open(why), small, (c) => desk.take(c, language));
    app.post(`${path}/code`, open(why), small, (c) => desk.code(c, language));
    app.get(`${path}/confirm/:link`, open(why), (c) => desk.mayConfirm(c, language));
    app.post(`${path}/confirm/:link`, open(why), small, (c) => desk.confirm(c, language));
    app.get(`${path}/manage/:link`, open(why), (c) => desk.own(c, language));
    app.post(`${path}/manage/:link`, open(why), small, (c) => desk.change(c, language));
    app.get(`${path}/leave/:link`, open(why), (c) => desk.mayLeave(c, language));
    app.post(`${path}/leave/:link`, open(why), small, (c) => desk.leave(c, language));
  }
  return app;
}

/** What pages of subscriptions have in common: whose they are, who may ask how often, and that they are nobody else's. */
export class SubscribeDesk {
  readonly outside: SubscribeOutside;

  constructor(outside: SubscribeOutside) {
    this.outside = outside;
  }

  async ask(c: C, language: Language) {
    const frame = await this.frame(c, language);
    const night = await this.#night(frame.ctx);
    const code = c.req.query("beat");
    const beats = (await allBeats(frame.ctx)).filter((one) => one.code === code);
    const choices = { ...choicesShape.parse({}), quiet: night, beats: beats.map(({ id }) => id) };
    return this.#form(c, frame, { typed: { way: "email", email: "", telephone: "" }, choices });
  }

  async take(c: C, language: Language) {
    const body = await c.req.parseBody({ all: true });
    const frame = await this.frame(c, language);
    const say = subscribeWords[language];
    const [typed, choices] = [typedIn(body), choicesIn(body)];
    const again = (fault: FormFault, status: 403 | 422 | 429 = 422) =>
      this.#form(c, frame, { typed, choices, faults: [fault] }, status);
    if (!this.isOwn(c)) return again({ field: "form", says: say.errorForeign }, 403);
    const { way, email, telephone } = typed;
    // Nobody sees this field: what fills it in is a program. It is thanked, and nobody is written to.
    const isProgram = textIn(body, "website") !== "";
    try {
      this.count(c, "subscribe", sendsMax);
      const ways = await openWays(frame.ctx);
      if (!ways[way]) return await again({ field: "form", says: say.errorOther });
      const address = way === "email" ? email : telephone;
      if (!isProgram) await subscribe(frame.ctx, { way, address, language, choices });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 429) return again({ field: "form", says: say.tooMany }, 429);
      if (error.code === "audience-address")
        return again(
          way === "email"
            ? { field: "email", says: say.errorEmail }
            : { field: "telephone", says: say.errorTelephone },
        );
      if (error.code !== "asked-already") return again({ field: "form", says: say.errorOther });
    }
    return c.html(await sentPage({ ...frame, way, telephone }));
  }

  async code(c: C, language: Language) {
    const body = await c.req.parseBody();
    const frame = await this.frame(c, language);
    const telephone = textIn(body, "telephone");
    const say = subscribeWords[language];
    if (!this.isOwn(c)) return c.redirect(localPath(language, "/subscribe"), 303);
    try {
      this.count(c, "subscribe", sendsMax);
      const link = await confirmByCode(frame.ctx, telephone, textIn(body, "code"));
      return c.redirect(`${localPath(language, "/subscribe/manage/")}${link}?new`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isBusy = error.status === 429;
      const fault = isBusy ? say.tooMany : say.errorCode;
      return c.html(
        await sentPage({ ...frame, way: "text", telephone, fault }),
        isBusy ? 429 : 422,
      );
    }
  }

  async mayConfirm(c: C, language: Language) {
    const frame = await this.frame(c, language);
    return c.html(await askPage({ ...frame, act: "confirm", link: linkOf(c) }));
  }

  async confirm(c: C, language: Language) {
    const frame = await this.frame(c, language);
    this.count(c, "subscribe", sendsMax);
    try {
      const link = await confirm(frame.ctx, linkOf(c));
      return c.redirect(`${localPath(language, "/subscribe/manage/")}${link}?new`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await tellPage({ ...frame, what: "over" }), 404);
    }
  }

  async own(c: C, language: Language) {
    const frame = await this.frame(c, language);
    const asked = c.req.queries();
    const note = "new" in asked ? "new" : "kept" in asked ? "kept" : undefined;
    try {
      const own = await ownSubscription(frame.ctx, linkOf(c));
      const [beats, night] = [await allBeats(frame.ctx), await this.#night(frame.ctx)];
      const { choices, way } = own;
      const digestAt = way === "email" ? await digestTime(frame.ctx) : undefined;
      const facts = { beats, night, choices, digestAt };
      return c.html(await ownPage({ ...frame, own, note, link: linkOf(c), ...facts }));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await tellPage({ ...frame, what: "over" }), 404);
    }
  }

  async change(c: C, language: Language) {
    const body = await c.req.parseBody({ all: true });
    const frame = await this.frame(c, language);
    this.count(c, "subscribe", sendsMax);
    try {
      await changeChoices(frame.ctx, linkOf(c), choicesIn(body));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return c.html(await tellPage({ ...frame, what: "over" }), 404);
    }
    const path = localPath(language, "/subscribe/manage/");
    return c.redirect(`${path}${encodeURIComponent(linkOf(c))}?kept`, 303);
  }

  async mayLeave(c: C, language: Language) {
    const frame = await this.frame(c, language);
    return c.html(await askPage({ ...frame, act: "leave", link: linkOf(c) }));
  }

  /** By a person's press or by a mailbox provider's (RFC 8058): no cookie, no origin, no second question. */
  async leave(c: C, language: Language) {
    const frame = await this.frame(c, language, ["leave", leavesMax]);
    await leave(frame.ctx, linkOf(c));
    return c.html(await tellPage({ ...frame, what: "left" }));
  }

  async #night(ctx: Parameters<typeof audienceSettingsOf>[0]) {
    const { quietFrom, quietUntil } = await audienceSettingsOf(ctx);
    return { from: quietFrom, until: quietUntil };
  }

  async #form(
    c: C,
    frame: Awaited<ReturnType<SubscribeDesk["frame"]>>,
    shown: { typed: Typed; choices: Choices; faults?: readonly FormFault[] },
    status: 200 | 403 | 422 | 429 = 200,
  ) {
    const { ctx, language } = frame;
    const { intro, quietFrom, quietUntil, digestAt } = await audienceSettingsOf(ctx);
    const ways = await openWays(ctx);
    const facts = {
      ways,
      digestAt: ways.email ? digestAt : undefined,
      beats: await allBeats(ctx),
      intro: intro[language],
      night: { from: quietFrom, until: quietUntil },
      faults: [],
    };
    return c.html(await subscribePage({ ...frame, ...facts, ...shown }), status);
  }

  /** A form of ours says where it comes from. Nothing rides on a cookie here; this keeps foreign pages out all the same. */
  isOwn(c: C): boolean {
    const said = c.req.header("origin");
    if (said !== undefined) return this.outside.origins.includes(said);
    const site = c.req.header("sec-fetch-site");
    return site === undefined || site === "same-origin";
  }

  async frame(
    c: C,
    language: Language,
    [what, max]: readonly [string, number] = ["subscribe look", looksMax],
  ) {
    this.count(c, what, max);
    const agency = await siteAgency(c.get("ctx"));
    if (!agency) throw notFound("page");
    // The address may be a key: it goes into no search engine, no cache and no other site's log.
    c.header("x-robots-tag", "noindex, noarchive");
    c.header("referrer-policy", "same-origin");
    c.header("cache-control", "no-store");
    const ctx = asSystem(c.get("ctx"), "subscriptions", agency.agencyId);
    return { agency, ctx, language, origin: this.outside.origin, made: ctx.clock.now() };
  }

  count(c: C, what: string, max: number): void {
    this.outside.limiter.takeFrom(c.get("from").address, what, max);
  }
}

async function digestTime(ctx: Parameters<typeof audienceSettingsOf>[0]): Promise<number> {
  return (await audienceSettingsOf(ctx)).digestAt;
}

function linkOf(c: C): string {
  const link = c.req.param("link") ?? "";
  return /^[A-Za-z0-9_-]{43}$/.test(link) ? link : "-";
}
