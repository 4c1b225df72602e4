import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { actingAs, personByEmail, type Person } from "#agency";
import { LogKeeper } from "#archive";
import { receiveChannel, Sender, type Channel } from "#channels";
import { claimAndSend } from "#publish";
import { confirmationLetters } from "../../../src/audience/letters.ts";
import { systemClock, type Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { relayOnce } from "#platform/happenings.ts";
import { systemIds } from "#platform/ids.ts";
import { actorOf, isPast, touchSession, type Session } from "../../../src/agency/sessions.ts";
import { welcome } from "../../../src/agency/sign-in.ts";
import type { SandboxNetwork } from "../../../src/channels/sandbox/network.ts";
import type { Assembly } from "../../../src/slices.ts";
import type { StoryClock } from "../world.ts";
import { polledSince } from "./capture.ts";
import { deskOf } from "./people.ts";

export const zone = "America/Los_Angeles";

/** The date in Riverside so many days from now: in the evening another than UTC's. */
export function dayThere(days: number): string {
  return systemClock.now().toZonedDateTimeISO(zone).toPlainDate().add({ days }).toString();
}

const shiftHours = 9;

interface Step {
  at: Temporal.Instant;
  act: () => Promise<unknown>;
}

/**
 * A month that is lived, not written down: steps at their times, in order of time, each by a person who
 * signed in, through the same verbs as by hand. The clock, the ids and the practice network's own clock move
 * together, so that every time in record, trail and network is the story's.
 */
export class Story {
  readonly agencyId = randomUUID();
  readonly ctx: Ctx;
  readonly assembly: Assembly;
  readonly clock: StoryClock;
  readonly network: SandboxNetwork;
  channels: readonly Channel[] = [];
  /** Channels that cannot be read now: nothing is told of the minutes. */
  readonly silent = new Set<string>();
  #steps: Step[] = [];
  readonly #shifts = new Map<string, { person: Person; session: Session }>();

  constructor(assembly: Assembly, clock: StoryClock, network: SandboxNetwork) {
    this.ctx = { ...assembly.ctx, clock, ids: systemIds(clock) };
    this.assembly = { ...assembly, ctx: this.ctx, sender: new Sender(this.ctx, assembly.networks) };
    this.clock = clock;
    this.network = network;
  }

  get system(): Ctx {
    return asSystem(this.ctx, "seed", this.agencyId);
  }

  /** Puts a step on the story's calendar. */
  at(at: Temporal.Instant, act: Step["act"]): void {
    this.#steps.push({ at, act });
  }

  /** Lives through everything on the calendar, also what its steps add, and stops before `until`. */
  async play(until: Temporal.Instant, say: (done: number) => void): Promise<void> {
    for (let done = 0; ; done++) {
      const next = this.#steps.reduce<Step | undefined>(
        (first, step) => (first && order(first.at, step.at) <= 0 ? first : step),
        undefined,
      );
      if (!next || order(next.at, until) > 0) return;
      this.#steps = this.#steps.filter((step) => step !== next);
      if (order(next.at, this.clock.now()) > 0) this.clock.set(next.at);
      await next.act();
      say(done);
    }
  }

  /** The person at work: signed in with both factors at the start of the shift, seen with every act. */
  async as(email: string): Promise<Ctx> {
    const known = this.#shifts.get(email);
    const shift =
      known && !isPast(known.session.startedAt, { hours: shiftHours }, this.clock.now())
        ? known
        : await this.#begin(email);
    await touchSession(this.ctx, shift.session);
    const now = this.clock.now().toString();
    shift.session.lastSeenAt = now;
    const actor = actorOf(shift.person, { ...shift.session, provedAt: now }, deskOf(email));
    return actingAs(this.ctx, actor);
  }

  async #begin(email: string) {
    const person = await personByEmail(this.system, email);
    const { session } = await transact(asSystem(this.ctx, "sign-in", this.agencyId), (tx) =>
      welcome(tx, person.id, "password+code", deskOf(email)),
    );
    const shift = { person, session };
    this.#shifts.set(email, shift);
    return shift;
  }

  /** What the background does by itself: sends what is due and takes back what was recalled. */
  async send(): Promise<void> {
    const { networks, sender } = this.assembly;
    await claimAndSend(this.ctx, networks, sender);
  }

  /** Reads what stands on the practice accounts and our own actors, as the poll of each minute would. */
  async receive(channels = this.channels): Promise<void> {
    for (const { id, network } of channels) {
      if (network !== "sandbox" && network !== "fediverse") continue;
      if (!this.silent.has(id)) await polledSince(this, id);
      await receiveChannel(this.system, this.assembly.networks, id);
    }
  }

  /** Tells the news so far. The public site is left out: it is made once, when the month is over. */
  async relay(): Promise<void> {
    // Sent at the story's time.
    const letters = confirmationLetters(this.assembly.sender, this.assembly.origin);
    const subscriptions = this.assembly.slices
      .flatMap((one) => one.on ?? [])
      .map((one) =>
        one.name.startsWith("newsroom") ? { ...one, handle: async () => undefined } : one,
      )
      .map((one) => (one.name === letters.name ? letters : one));
    while ((await relayOnce(this.ctx, subscriptions)) > 0);
  }

  /** Brings what was captured under a signed checkpoint, as the log keeper does all day. */
  async seal(): Promise<void> {
    const folder = join(this.assembly.logFolder, this.agencyId);
    this.#keeper ??= new LogKeeper(this.system, this.assembly.signer, folder);
    await this.#keeper.turn();
  }

  #keeper: LogKeeper | undefined;

  /** "3 days ago at 09:15" on the agency's wall clock. */
  day(daysAgo: number, at: string): Temporal.Instant {
    const today = systemClock.now().toZonedDateTimeISO(zone).toPlainDate();
    const day = today.subtract({ days: daysAgo });
    return day.toZonedDateTime({ timeZone: zone, plainTime: at }).toInstant();
  }

  channel(name: string): Channel {
    const found = this.channels.find((one) => one.name.startsWith(name));
    if (!found) throw new Error(`no channel is called ${name}`);
    return found;
  }
}

function order(a: Temporal.Instant, b: Temporal.Instant): number {
  return Number(a.epochNanoseconds - b.epochNanoseconds);
}
