import { siteAgency, type Agency } from "#agency";
import { standingWarnings } from "#watch";
import { publishedAfter, type ChangePlace } from "#publish";
import { nowMs, Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { KnownPosts, type VerifiedPost } from "./known-posts.ts";
import { SignedRecords, type NoteSigner } from "./signed-record.ts";

const ageMs = limit("verify.age", 2_000, "ms", "what memory holds may be older than the database");
const cachedMax = limit(
  "verify.cache",
  2_000,
  "questions",
  "kept with their answers until news comes",
);
/** A transaction that began before the last reading may end after it. */
const overlapMs = 60_000;

/** Answers, from memory, whether something is ours. Goes on answering with the database away. */
export class Verifier {
  readonly posts: KnownPosts;
  readonly records: SignedRecords;
  agency: Agency | undefined;
  /** Accounts that are not under our control, as every other page says too. */
  warnings: readonly { title: string; url: string }[] = [];
  readonly #answers = new Map<string, VerifiedPost[]>();
  #place: ChangePlace | undefined;
  #readMs = Number.NEGATIVE_INFINITY;
  #turn: Promise<void> | undefined;

  constructor(origin: string, signer: NoteSigner) {
    this.posts = new KnownPosts(origin);
    this.records = new SignedRecords(signer);
  }

  /** Takes in what was published since the last look, at most every two seconds. */
  async refresh(ctx: Ctx): Promise<void> {
    if (nowMs(ctx.clock) - this.#readMs < ageMs) return;
    this.#turn ??= this.#read(ctx).finally(() => (this.#turn = undefined));
    await this.#turn.catch((error: unknown) => {
      if (!this.agency) throw error;
      ctx.log.warn({ err: error }, "what is public could not be read anew; memory answers");
    });
  }

  async #read(ctx: Ctx): Promise<void> {
    const readMs = nowMs(ctx.clock);
    this.agency = await siteAgency(ctx);
    if (!this.agency) return;
    const inAgency = asSystem(ctx, "newsroom", this.agency.agencyId);
    this.warnings = await standingWarnings(inAgency);
    let place = this.#place && earlier(this.#place);
    for (;;) {
      const { published, last } = await publishedAfter(inAgency, place);
      for (const delivery of published) this.posts.add(delivery);
      if (!last) break;
      place = last;
    }
    const isNew = place !== undefined && place.changedAt !== this.#place?.changedAt;
    if (isNew) this.#answers.clear();
    this.#place = place ?? this.#place;
    this.#readMs = readMs;
  }

  /** The posts that the question is of. Short spaces around it make no other question of it. */
  find(question: string): VerifiedPost[] {
    const key = question.trim();
    const known = this.#answers.get(key);
    if (known) return known;
    const found = this.posts.find(key);
    this.#answers.set(key, found);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > cachedMax && oldest !== undefined) this.#answers.delete(oldest);
    return found;
  }
}

function earlier(place: ChangePlace): ChangePlace {
  const at = Temporal.Instant.from(place.changedAt).subtract({ milliseconds: overlapMs });
  return { changedAt: at.toString(), id: "00000000-0000-0000-0000-000000000000" };
}
