import { readFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { siteAgency } from "#agency";
import { writeDurably } from "#platform/blobs/blobs.ts";
import { nowMs } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { applicationUrl, openingContent } from "./opening.ts";
import { linkDays, links, openings } from "./tables.ts";

const waitingMax = limit(
  "links.waiting",
  100_000,
  "totals of a link and a day",
  "kept in memory while the database is away; later ones are not counted",
);

const lookMs = limit("links.look", 2_000, "ms", "between two looks for a link that nobody knows");

const leads = z.object({
  agencyId: z.string(),
  timeZone: z.string(),
  links: z.record(
    z.string(),
    z.object({ id: z.string(), location: z.string(), counts: z.boolean() }),
  ),
});
type Leads = z.infer<typeof leads>;

/** Programs that fetch links nobody pressed: crawlers, previews, monitors, command lines. */
const programs =
  /bot\b|bot\/|crawl|spider|slurp|preview|facebookexternalhit|embedly|whatsapp|telegram|discord|slack|pinterest|curl|wget|python|java\/|go-http|okhttp|node|axios|headless|monitor|scan|validator|fetch/i;

/**
 * Where our short addresses lead, in memory and in a file: answered without the database, also after a restart without
 * it. Of a click nothing is kept but that there was one, as the total of a link on a day.
 */
export class Going {
  #leads: Leads | undefined;
  #loading: Promise<void> | undefined;
  #lookedMs = Number.NEGATIVE_INFINITY;
  readonly #clicks = new Map<string, { linkId: string; day: string; clicks: number }>();
  readonly #file: string;

  constructor(dataFolder: string) {
    this.#file = join(dataFolder, "go-links.json");
  }

  /** Where a code leads; undefined: it is none of ours. Counts the click, but for programs and looks ahead. */
  async follow(
    ctx: Ctx,
    code: string,
    { agent, isAhead }: { agent: string; isAhead: boolean },
  ): Promise<string | undefined> {
    // A link is made and followed in the same breath: what is not known is looked for, and not with every guess.
    if (!this.#leadOf(code) && this.#mayLook(ctx)) await (this.#loading ??= this.load(ctx));
    const [known, link] = [this.#leads, this.#leadOf(code)];
    if (!known || !link) return undefined;
    if (link.counts && !isAhead && agent !== "" && !programs.test(agent)) {
      const day = ctx.clock.now().toZonedDateTimeISO(known.timeZone).toPlainDate().toString();
      this.#count(link.id, day);
    }
    return link.location;
  }

  #leadOf(code: string) {
    const known = this.#leads;
    return known && Object.hasOwn(known.links, code) ? known.links[code] : undefined;
  }

  #mayLook({ clock }: Ctx): boolean {
    const now = nowMs(clock);
    if (this.#loading) return true;
    if (now - this.#lookedMs < lookMs) return false;
    this.#lookedMs = now;
    return true;
  }

  #count(linkId: string, day: string): void {
    const key = `${linkId} ${day}`;
    const one = this.#clicks.get(key) ?? { linkId, day, clicks: 0 };
    if (!this.#clicks.has(key) && this.#clicks.size >= waitingMax) return;
    one.clicks += 1;
    this.#clicks.set(key, one);
  }

  /** Reads where every link leads now; without the database, what was known last. */
  async load(ctx: Ctx): Promise<void> {
    try {
      const fresh = await leadsNow(ctx);
      if (!fresh) return;
      this.#leads = fresh;
      await writeDurably(this.#file, JSON.stringify(fresh));
    } catch (error) {
      ctx.log.error({ err: error }, "where short links lead could not be read");
      this.#leads ??= this.#kept();
    } finally {
      this.#loading = undefined;
    }
  }

  #kept(): Leads | undefined {
    try {
      return leads.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return undefined;
    }
  }

  /** Adds what was counted to the totals; what could not be written is added with the next turn. */
  async flush(ctx: Ctx): Promise<void> {
    const known = this.#leads;
    if (!known || this.#clicks.size === 0) return;
    const taken = [...this.#clicks.entries()];
    this.#clicks.clear();
    const { agencyId } = known;
    const rows = taken.map(([, one]) => ({ agencyId, ...one }));
    try {
      await transact(asSystem(ctx, "links", agencyId), (tx) =>
        tx.tx
          .insert(linkDays)
          .values(rows)
          .onConflictDoUpdate({
            target: [linkDays.agencyId, linkDays.linkId, linkDays.day],
            set: { clicks: sql`${linkDays.clicks} + excluded.clicks` },
          }),
      );
    } catch (error) {
      for (const [key, one] of taken) {
        const later = this.#clicks.get(key)?.clicks ?? 0;
        this.#clicks.set(key, { ...one, clicks: one.clicks + later });
      }
      ctx.log.error({ err: error }, "clicks could not be written yet");
    }
  }

  /** Until the signal: writes totals every few seconds, and the last ones at the end. */
  async run(ctx: Ctx, signal: AbortSignal): Promise<void> {
    await this.load(ctx);
    while (!signal.aborted) {
      await ctx.clock.sleep(5_000, signal);
      await this.flush(ctx);
    }
  }
}

/** Every link of the agency whose newsroom this is: to the application while it is open, else to its page. */
async function leadsNow(ctx: Ctx): Promise<Leads | undefined> {
  const agency = await siteAgency(ctx);
  if (!agency) return undefined;
  const { agencyId, timeZone } = agency;
  const rows = await read(asSystem(ctx, "links", agencyId), (tx) =>
    tx.tx
      .select({ link: links, opening: openings })
      .from(links)
      .innerJoin(
        openings,
        and(eq(openings.agencyId, links.agencyId), eq(openings.id, links.openingId)),
      )
      .where(eq(links.agencyId, agencyId)),
  );
  const known = rows.map(({ link, opening }) => {
    const counts = link.endedAt === null && opening.closedAt === null && opening.shown !== null;
    return [link.code, { id: link.id, location: leadOf(link, opening), counts }] as const;
  });
  return { agencyId, timeZone, links: Object.fromEntries(known) };
}

function leadOf(link: typeof links.$inferSelect, opening: typeof openings.$inferSelect): string {
  if (opening.shown === null || link.endedAt !== null) return "/jobs";
  if (opening.closedAt !== null) return `/jobs/${opening.code}`;
  return applicationUrl(openingContent.parse(opening.shown), link);
}
