import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isApproved,
  openStep,
  approvalDenial,
  stepsWith,
  type ApprovalCase,
  type ApprovalFact,
} from "../../src/publish/approval-rules.ts";
import { keptBack } from "../../src/publish/leave-rules.ts";

const posts = ["draft", "submitted", "returned", "approved", "recalled"] as const;

/**
 * Explores every state that the verbs can reach from a draft, and proves on each that a delivery can be claimed only
 * with every approval its class demands, by non-authors, of this very hash, or by glass that one of those who may broke
 * for it; never when the post was recalled, put away or is held (core A2-A6). The verbs act through the same pure
 * rules that the claim asks.
 */
interface State {
  post: (typeof posts)[number];
  isDiscarded: boolean;
  isHeld: boolean;
  hash: string;
  authors: readonly string[];
  approvals: readonly ApprovalFact[];
  now: number;
}

const people = [
  { id: "pio", roles: ["pio"] },
  { id: "sergeant", roles: ["approver"] },
  { id: "chief", roles: ["command"] },
  { id: "attorney", roles: ["legal"] },
  { id: "both", roles: ["command", "legal"] },
  { id: "administrator", roles: ["administrator"] },
  // Core A5: a deputy to whom a delegation in force lends the approver's role.
  { id: "delegate", roles: ["contributor", "approver"] },
] as const;

const classes = {
  routine: [
    {
      roles: ["approver" as const, "command" as const],
      people: 1,
      withinMinutes: 60,
      escalateTo: [],
    },
  ],
  twoOfThem: [
    {
      roles: ["approver" as const, "command" as const],
      people: 2,
      withinMinutes: 60,
      escalateTo: [],
    },
  ],
  officerInvolved: [
    { roles: ["legal" as const], people: 1, withinMinutes: 60, escalateTo: [] },
    { roles: ["command" as const], people: 1, withinMinutes: 60, escalateTo: [] },
  ],
};

for (const [name, steps] of Object.entries(classes)) {
  test(`A2, A3, A6: no path publishes a ${name} post without its approvals`, () => {
    const explored = explore(steps, (state) => assertMayLeave(state, steps));
    assert.ok(explored.states > 500, `only ${explored.states} states were explored`);
    assert.ok(explored.approved > 0, "an approved state is reachable at all");
  });
}

const needs = {
  aSupervisor: [["supervisor" as const, "command" as const]],
  counsel: [["legal" as const]],
  commandAndCounsel: [["command" as const], ["legal" as const]],
};

for (const [name, steps] of Object.entries(classes))
  for (const [finding, wanted] of Object.entries(needs)) {
    test(`A2, A6: where the lint needs ${finding}, no path publishes a ${name} post without them`, () => {
      const demanded = stepsWith(steps, wanted);
      const explored = explore(demanded, (state) => {
        assertMayLeave(state, demanded);
        if (isGlassBroken(state)) return;
        // What the class demands by itself is never loosened by what a finding asks for.
        assert.ok(isApproved(caseOf(state, steps)), JSON.stringify(state));
        for (const roles of wanted)
          assert.ok(
            state.approvals.some(
              (one) =>
                one.hash === state.hash &&
                !state.authors.includes(one.personId) &&
                one.roles.some((role) => roles.some((asked) => asked === role)),
            ),
            `nobody of ${roles.join(", ")} approved ${JSON.stringify(state)}`,
          );
      });
      assert.ok(explored.approved > 0, "an approved state is reachable at all");
    });
  }

test("what a finding needs narrows a step where it can, and adds one only where it must", () => {
  const roles = (given: readonly { roles: readonly string[] }[]) => given.map((step) => step.roles);
  assert.deepEqual(roles(stepsWith(classes.routine, needs.aSupervisor)), [["command"]]);
  assert.deepEqual(roles(stepsWith(classes.routine, needs.counsel)), [
    ["approver", "command"],
    ["legal"],
  ]);
  assert.deepEqual(
    stepsWith(classes.officerInvolved, needs.commandAndCounsel),
    classes.officerInvolved,
  );
  assert.deepEqual(roles(stepsWith(classes.twoOfThem, needs.aSupervisor)).at(-1), [
    "supervisor",
    "command",
  ]);
  assert.deepEqual(
    stepsWith([], needs.counsel),
    [],
    "a class nobody knows stays one nobody approves",
  );
});

test("A2: a class that the policy does not know is never approved", () => {
  const state: State = {
    post: "approved",
    isDiscarded: false,
    isHeld: false,
    hash: "h1",
    authors: ["pio"],
    approvals: [fact("h1", 0, "chief", ["command"], 9)],
    now: 0,
  };
  assert.equal(isApproved(caseOf(state, [])), false);
});

function caseOf(state: State, steps: ApprovalCase["steps"]): ApprovalCase {
  return {
    hash: state.hash,
    steps,
    authors: new Set(state.authors),
    approvals: state.approvals,
    nowMs: state.now,
  };
}

/** What the claim asks, with the rule that it asks it by. */
function mayLeave(state: State, steps: ApprovalCase["steps"]): boolean {
  const facts = {
    postState: state.post,
    isLate: false,
    isHeld: state.isHeld,
    isApproved: isApproved(caseOf(state, steps)),
    isBarred: false,
  };
  return keptBack(facts) === undefined;
}

function isGlassBroken(state: State): boolean {
  return state.approvals.some(
    (one) =>
      one.kind === "break-glass" &&
      one.hash === state.hash &&
      !one.isWithdrawn &&
      one.expiresAtMs > state.now,
  );
}

function assertMayLeave(state: State, steps: ApprovalCase["steps"]): void {
  const told = JSON.stringify(state);
  assert.equal(state.post, "approved", told);
  assert.ok(!state.isHeld && !state.isDiscarded, told);
  if (isGlassBroken(state)) {
    const [glass] = state.approvals.filter(({ kind }) => kind === "break-glass");
    assert.ok(
      glass?.roles.some((role) => glassRoles.has(role)),
      `A4: ${told}`,
    );
    return;
  }
  assertTrulyApproved(state, steps);
}

const glassRoles: ReadonlySet<string> = new Set(["pio", "supervisor", "approver", "command"]);

function fact(
  hash: string,
  step: number,
  personId: string,
  roles: readonly string[],
  expiresAtMs: number,
): ApprovalFact {
  return only({ hash, step, kind: "normal", personId, roles, expiresAtMs, isWithdrawn: false });
}

/** Half a million states share a few hundred facts: one object, and one number, for each content. */
const facts = new Map<string, ApprovalFact>();
const factNumbers = new Map<ApprovalFact, number>();
const withdrawals = new Map<ApprovalFact, ApprovalFact>();

function only(one: ApprovalFact): ApprovalFact {
  const told = JSON.stringify(one);
  const known = facts.get(told);
  if (known) return known;
  facts.set(told, one);
  factNumbers.set(one, facts.size);
  return one;
}

function withdrawn(one: ApprovalFact): ApprovalFact {
  const known = withdrawals.get(one);
  if (known) return known;
  const made = only({ ...one, isWithdrawn: true });
  withdrawals.set(one, made);
  return made;
}

/** The demand, said a second time and independently: distinct non-authors with the roles, for every step. */
function assertTrulyApproved(state: State, steps: ApprovalCase["steps"]): void {
  const used = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const good = state.approvals.filter(
      (one) =>
        one.hash === state.hash &&
        one.step === index &&
        !one.isWithdrawn &&
        one.expiresAtMs > state.now &&
        !state.authors.includes(one.personId) &&
        !used.has(one.personId) &&
        one.roles.some((role) => step.roles.some((wanted) => wanted === role)),
    );
    const distinct = new Set(good.map(({ personId }) => personId));
    assert.ok(
      distinct.size >= step.people,
      `step ${index} lacks people in ${JSON.stringify(state)}`,
    );
    for (const personId of distinct) used.add(personId);
  }
}

/** Two states have one key exactly when they are the same in every part: its digits are the parts. */
function keyOf(state: State): number {
  let key = 0;
  const add = (digit: number | undefined, base: number) => {
    assert.ok(digit !== undefined && digit >= 0 && digit < base);
    key = key * base + digit;
  };
  add(posts.indexOf(state.post), posts.length);
  add(Number(state.isDiscarded), 2);
  add(Number(state.isHeld), 2);
  add(Number(state.hash.slice(1)), 3);
  add(state.now, 3);
  for (const { id } of people) add(Number(state.authors.includes(id)), 2);
  for (let place = 0; place < 3; place += 1) {
    const one = state.approvals[place];
    add(one ? factNumbers.get(one) : 0, 1_000);
  }
  assert.ok(state.approvals.length <= 3 && Number.isSafeInteger(key));
  return key;
}

/** Every state that can be reached; those in which a delivery may leave are checked. */
function explore(
  steps: ApprovalCase["steps"],
  check: (state: State) => void,
): { states: number; approved: number } {
  const start: State = {
    post: "draft",
    isDiscarded: false,
    isHeld: false,
    hash: "h0",
    authors: ["pio"],
    approvals: [],
    now: 0,
  };
  const seen = new Set<number>();
  const open: State[] = [start];
  let approved = 0;
  while (open.length > 0) {
    const state = open.pop();
    if (!state) break;
    const key = keyOf(state);
    if (seen.has(key)) continue;
    seen.add(key);
    if (mayLeave(state, steps)) {
      check(state);
      approved += 1;
    }
    open.push(...successors(state, steps));
  }
  return { states: seen.size, approved };
}

/** Everything that the verbs of posts, approvals, holds and recalls can do to a state. */
function successors(state: State, steps: ApprovalCase["steps"]): State[] {
  const next = [...written(state), ...agreed(state, steps), ...stopped(state)];
  if (state.now < 2) next.push({ ...state, now: state.now + 1 });
  return next;
}

/** post.draft, post.submit, post.discard, post.restore: none of them on a recalled post. */
function written(state: State): State[] {
  if (state.post === "recalled") return [];
  if (state.isDiscarded) return [{ ...state, isDiscarded: false }];
  const edits = Number(state.hash.slice(1));
  const next: State[] = [];
  // An edit makes another hash, and its writer an author.
  for (const id of edits < 2 ? ["pio", "sergeant", "chief"] : [])
    next.push({
      ...state,
      post: "draft",
      hash: `h${edits + 1}`,
      authors: [...new Set([...state.authors, id])].sort(),
    });
  if (state.post === "draft" || state.post === "returned")
    next.push({ ...state, post: "submitted" });
  if (state.post !== "approved") next.push({ ...state, post: "draft", isDiscarded: true });
  return next;
}

/** post.approve: allowed exactly when the rules have no denial. post.break-glass: by whose role may, of what waits. */
function agreed(state: State, steps: ApprovalCase["steps"]): State[] {
  if (state.isDiscarded || state.approvals.length >= 3) return [];
  const given = caseOf(state, steps);
  const step = openStep(given);
  const next: State[] = [];
  for (const { id, roles } of people) {
    const mayApprove = state.post === "submitted" && step !== undefined;
    if (mayApprove && approvalDenial(given, { id, roles }) === undefined) {
      const approvals = [...state.approvals, fact(state.hash, step, id, roles, 2)];
      const isDone = isApproved(caseOf({ ...state, approvals }, steps));
      next.push({ ...state, approvals, post: isDone ? "approved" : "submitted" });
    }
    const mayBreak = ["draft", "returned", "submitted"].includes(state.post);
    if (mayBreak && id === "chief") {
      const glass = only({ ...fact(state.hash, 0, id, roles, 1), kind: "break-glass" });
      next.push({ ...state, approvals: [...state.approvals, glass], post: "approved" });
    }
  }
  return next;
}

/** approval.withdraw and post.recall void approvals; a hold keeps in, and is left by a new submission alone. */
function stopped(state: State): State[] {
  const voided = state.approvals.map((one) => (one.hash === state.hash ? withdrawn(one) : one));
  const next: State[] = [];
  if (state.post !== "recalled" && voided.some(({ isWithdrawn }) => isWithdrawn))
    next.push({ ...state, approvals: voided, post: "returned" });
  if (state.post === "approved")
    next.push(
      { ...state, isHeld: true },
      { ...state, approvals: voided, post: "recalled" },
      // post.submit of what a hold kept in: its old approvals are void (core D5).
      ...(state.isHeld
        ? [{ ...state, approvals: voided, post: "submitted" as const, isHeld: false }]
        : []),
    );
  return next;
}
