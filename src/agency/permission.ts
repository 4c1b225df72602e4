import type { Actor, Ctx, PersonActor } from "#platform/context.ts";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { roleTitles, type Role } from "./roles.ts";

/** Who may do a verb, in words that are shown to whoever may not. */
export interface VerbRule {
  roles: readonly Role[];
  /** Completes "… may not ": "approve posts". */
  says: string;
  /** Asks for a factor proved in the last ten minutes (ASVS 7.5.3, CJIS IA-11). */
  stepUp?: boolean;
  /** Only a person who signed in, or who runs the machine: never a token, whatever its scopes (core A6). */
  inPerson?: boolean;
  /** The program itself may do it (a job, the dispatcher). Never given to an approval (core A6). */
  system?: boolean;
  /** A look is audited like a write (core P4). */
  sensitive?: boolean;
}

export interface VerbObject {
  kind: string;
  id?: string;
  agencyId: string;
}

/** What is known about this case beyond the roles. `denials` come from pure rules of the slice. */
export interface VerbFacts {
  now: Temporal.Instant;
  denials?: readonly (Denial | undefined)[];
}

export interface Denial {
  code: string;
  reason: string;
  paragraph?: string;
}

export type Decision = { allow: true } | ({ allow: false } & Denial);

const registry = new Map<string, VerbRule>();
const stepUpMinutes = 10;

/** Declares a slice's verbs, once. A route or a call naming any other verb is a programmer's error. */
export function defineVerbs<const Rules extends Record<string, VerbRule>>(rules: Rules): Rules {
  for (const [verb, rule] of Object.entries(rules)) {
    if (registry.has(verb)) throw new Error(`the verb ${verb} is defined twice`);
    registry.set(verb, rule);
  }
  return rules;
}

export function verbRule(verb: string): VerbRule {
  const rule = registry.get(verb);
  if (!rule) throw new Error(`there is no verb ${verb}`);
  return rule;
}

export function allVerbs(): readonly string[] {
  return [...registry.keys()].sort();
}

/**
 * The one decision (core P1): pure, and explained. Another agency's object is answered as if it were
 * not there, so that nothing can be enumerated.
 */
export function decide(actor: Actor, verb: string, object: VerbObject, facts: VerbFacts): Decision {
  const rule = verbRule(verb);
  if (object.agencyId !== actor.agencyId && !(actor.kind === "system" && actor.agencyId === null)) {
    return deny("not-found", `There is no such ${object.kind}.`);
  }
  if (actor.kind === "system") {
    return rule.system
      ? { allow: true }
      : deny("needs-a-person", `Only a person may ${rule.says}.`);
  }
  return (
    byRole(actor, rule) ??
    byScope(actor, verb, rule) ??
    byStepUp(actor, rule, facts.now) ??
    byFacts(facts) ?? { allow: true }
  );
}

function byRole(actor: PersonActor, rule: VerbRule): Decision | undefined {
  if (rule.roles.some((role) => actor.roles.includes(role))) return undefined;
  const who = rule.roles.map((role) => roleTitles[role]).join(", ");
  return deny("not-your-role", `You may not ${rule.says}. Who may: ${who || "nobody"}.`);
}

function byScope(actor: PersonActor, verb: string, rule: VerbRule): Decision | undefined {
  if (actor.via === "token" && rule.inPerson)
    return deny("needs-a-person", `A token may not ${rule.says}: sign in for that.`);
  if (actor.via !== "token" || actor.scopes?.some((scope) => covers(scope, verb))) return undefined;
  return deny("not-in-scope", `This token may not ${rule.says}: it lacks the scope ${verb}.`);
}

/** A scope is a verb, or all verbs of a noun: "post.*". */
function covers(scope: string, verb: string): boolean {
  return scope === verb || (scope.endsWith(".*") && verb.startsWith(scope.slice(0, -1)));
}

function byStepUp(actor: PersonActor, rule: VerbRule, now: Temporal.Instant): Decision | undefined {
  if (!rule.stepUp || actor.via === "command-line") return undefined;
  if (actor.via === "token")
    return deny("needs-a-person", `A token may not ${rule.says}: sign in for that.`);
  const provedAt = actor.provedAt === undefined ? undefined : Temporal.Instant.from(actor.provedAt);
  const fresh =
    provedAt && Temporal.Instant.compare(provedAt.add({ minutes: stepUpMinutes }), now) >= 0;
  return fresh
    ? undefined
    : deny("step-up-needed", `Confirm that it is you, then you may ${rule.says}.`);
}

function byFacts(facts: VerbFacts): Decision | undefined {
  const denial = facts.denials?.find((one) => one !== undefined);
  return denial ? { allow: false, ...denial } : undefined;
}

function deny(code: string, reason: string): Decision {
  return { allow: false, code, reason };
}

/** Asks `decide` and refuses with its reason. Every verb calls this first. */
export function authorize(
  ctx: Ctx,
  verb: string,
  object: { kind: string; id?: string; agencyId?: string } = { kind: "thing" },
  denials: readonly (Denial | undefined)[] = [],
): void {
  const agencyId = object.agencyId ?? ctx.actor.agencyId ?? "";
  const decision = decide(
    ctx.actor,
    verb,
    { ...object, agencyId },
    { now: ctx.clock.now(), denials },
  );
  if (decision.allow) return;
  throw new Refusal(decision.code, decision.reason, {
    status: decision.code === "not-found" ? 404 : 403,
    ...(decision.paragraph ? { paragraph: decision.paragraph } : {}),
  });
}

/** The verbs this actor's roles (and scopes) allow: what the console shows as possible. */
export function verbsOf(actor: Actor): string[] {
  return allVerbs().filter((verb) => {
    const rule = verbRule(verb);
    return (
      actor.kind === "person" &&
      byRole(actor, rule) === undefined &&
      byScope(actor, verb, rule) === undefined
    );
  });
}

/** The person who acts, or a refusal: for what only people do. */
export function personOf(ctx: Ctx): PersonActor {
  if (ctx.actor.kind === "person") return ctx.actor;
  throw new Refusal("needs-a-person", "Only a person may do this.", { status: 403 });
}
