import { actingAs, personByEmail, personOf, type Role } from "#agency";
import { acknowledgePolicy, recordTraining } from "#policy";
import { asSystem, type Ctx, type PersonActor } from "#platform/context.ts";
import { systemClock, type Clock, type Temporal } from "#platform/clock.ts";

/** A clock that stands where a story puts it: a month can be lived in a moment. */
export class StoryClock implements Clock {
  #now: Temporal.Instant;

  constructor(now: Temporal.Instant = systemClock.now()) {
    this.#now = now;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  set(now: Temporal.Instant): void {
    this.#now = now;
  }

  advance(ms: number): void {
    this.#now = this.#now.add({ milliseconds: ms });
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    // A pause with a random part has fractions; an instant is moved by whole milliseconds.
    this.advance(Math.ceil(ms));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface Cast {
  email: string;
  name: string;
  title: string;
  roles: readonly Role[];
}

/** Lets a person of a world act: with the roles the database gives, through no door of its own. */
export async function as(ctx: Ctx, agencyId: string, email: string): Promise<Ctx> {
  const person = await personByEmail(asSystem(ctx, "world", agencyId), email);
  const actor: PersonActor = {
    kind: "person",
    agencyId,
    personId: person.id,
    name: person.name,
    roles: person.roles,
    via: "command-line",
    credentialId: "world",
    from: { address: "local", agent: "openbeat seed" },
  };
  return actingAs(ctx, actor);
}

/** Makes a person ready to write and approve: the policy acknowledged, its training recorded by somebody else. */
export async function makeReady(person: Ctx, recorder: Ctx, version: number): Promise<void> {
  await acknowledgePolicy(person, version);
  const { personId } = personOf(person);
  await recordTraining(recorder, { personId, code: "social-media" });
}
