import { type Denial, isRole, roleTitles } from "#agency";
import type { ApprovalStep } from "#policy";
import type { Needs } from "./needs.ts";

/** An approval as the rules see it. */
export interface ApprovalFact {
  hash: string;
  step: number;
  kind: "normal" | "break-glass";
  personId: string;
  roles: readonly string[];
  expiresAtMs: number;
  isWithdrawn: boolean;
}

export interface ApprovalCase {
  hash: string;
  /** What the class demands under the policy in force (core A2). */
  steps: readonly ApprovalStep[];
  /** Everybody who wrote or edited any version that went into this text. */
  authors: ReadonlySet<string>;
  approvals: readonly ApprovalFact[];
  nowMs: number;
}

/**
 * The steps of the class with what findings of the lint ask for besides. A need narrows the first step whose people
 * could meet it, so that nobody more is asked than must be; where none could, a step of its own follows. Nothing that
 * this approves would lack an approval of the class itself (core A2).
 */
export function stepsWith(steps: readonly ApprovalStep[], needs: Needs): readonly ApprovalStep[] {
  if (steps.length === 0) return steps;
  return needs.reduce(narrowed, steps);
}

function narrowed(
  steps: readonly ApprovalStep[],
  need: readonly ApprovalStep["roles"][number][],
): readonly ApprovalStep[] {
  if (steps.some(({ roles }) => roles.every((role) => need.includes(role)))) return steps;
  const at = steps.findIndex(
    ({ roles, people }) => people === 1 && roles.some((role) => need.includes(role)),
  );
  const step = steps[at];
  if (!step)
    return [
      ...steps,
      { roles: [...need], people: 1, withinMinutes: ownStepMinutes, escalateTo: ["command"] },
    ];
  const roles = step.roles.filter((role) => need.includes(role));
  return steps.with(at, { ...step, roles });
}

const ownStepMinutes = 60;

/** Approvals that count: of this very hash, not by an author, not expired, not withdrawn (core A2, A3). */
function counting(given: ApprovalCase): ApprovalFact[] {
  return given.approvals.filter(
    (one) => one.hash === given.hash && !one.isWithdrawn && one.expiresAtMs > given.nowMs,
  );
}

/** The first step that still lacks people; undefined when every step is complete. */
export function openStep(given: ApprovalCase): number | undefined {
  const valid = counting(given);
  if (valid.some(({ kind }) => kind === "break-glass")) return undefined;
  const step = given.steps.findIndex(
    (demand, index) => peopleOf(given, valid, demand, index).size < demand.people,
  );
  return step === -1 ? undefined : step;
}

/** One person counts once in a case: two steps need two people. */
function peopleOf(
  given: ApprovalCase,
  valid: readonly ApprovalFact[],
  demand: ApprovalStep,
  index: number,
): Set<string> {
  const earlier = new Set(valid.filter(({ step }) => step < index).map(({ personId }) => personId));
  return new Set(
    valid
      .filter(
        (one) =>
          one.kind === "normal" &&
          one.step === index &&
          !given.authors.has(one.personId) &&
          !earlier.has(one.personId),
      )
      .filter((one) => one.roles.some((role) => demand.roles.some((wanted) => wanted === role)))
      .map(({ personId }) => personId),
  );
}

/** Core A2: may a delivery of this case be claimed? Nothing else opens this gate (core A6). */
export function isApproved(given: ApprovalCase): boolean {
  return given.steps.length > 0 && openStep(given) === undefined;
}

export interface ApprovalDenial extends Denial {
  /** Whose step it is, where that is why. */
  roles?: readonly string[];
}

function titleOf(role: string): string {
  return isRole(role) ? roleTitles[role] : role;
}

/** Why this person may not approve now, in words; undefined when he or she may. */
export function approvalDenial(
  given: ApprovalCase,
  person: { id: string; roles: readonly string[] },
): ApprovalDenial | undefined {
  if (given.authors.has(person.id)) {
    return {
      code: "own-post",
      reason: "You wrote or edited this post. Somebody else approves it.",
      paragraph: "2.2",
    };
  }
  const step = openStep(given);
  if (step === undefined)
    return { code: "approved-already", reason: "This post has every approval it needs." };
  if (counting(given).some(({ personId }) => personId === person.id)) {
    return {
      code: "approved-by-you",
      reason: "You approved this already. Another person takes the next step.",
      paragraph: "4.1",
    };
  }
  const demand = given.steps[step];
  if (!demand || demand.roles.some((role) => person.roles.includes(role))) return undefined;
  return {
    code: "not-your-step",
    reason: `This step needs: ${demand.roles.map(titleOf).join(", ")}.`,
    roles: demand.roles,
    paragraph: "2.2",
  };
}
