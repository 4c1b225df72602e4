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

/**
 * Explores every state that the verbs can reach from a draft, and proves on each that a delivery can be claimed only
 * with every approval its class demands, by non-authors, of this very hash (core A2, A3, A6). The verbs act through
 * the same pure rules that the claim asks.
 */
interface State {
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
    const explored = explore(steps, (state) => {
      if (isApproved(caseOf(state, steps))) assertTrulyApproved(state, steps);
    });
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
        if (!isApproved(caseOf(state, demanded))) return;
        assertTrulyApproved(state, demanded);
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

function fact(
  hash: string,
  step: number,
  personId: string,
  roles: readonly string[],
  expiresAtMs: number,
): ApprovalFact {
  return { hash, step, kind: "normal", personId, roles, expiresAtMs, isWithdrawn: false };
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

function explore(
  steps: ApprovalCase["steps"],
  check: (state: State) => void,
): { states: number; approved: number } {
  const start: State = { hash: "h0", authors: ["pio"], approvals: [], now: 0 };
  const seen = new Set<string>();
  const open: State[] = [start];
  let approved = 0;
  while (open.length > 0) {
    const state = open.pop();
    if (!state) break;
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    check(state);
    if (isApproved(caseOf(state, steps))) approved += 1;
    open.push(...successors(state, steps));
  }
  return { states: seen.size, approved };
}

/** Everything that the verbs of posts and approvals can do to a state. */
function successors(state: State, steps: ApprovalCase["steps"]): State[] {
  const next: State[] = [];
  const edits = Number(state.hash.slice(1));
  for (const { id, roles } of people) {
    // post.draft: an edit makes another hash, and its writer an author.
    if (edits < 2 && ["pio", "sergeant", "chief"].includes(id))
      next.push({
        ...state,
        hash: `h${edits + 1}`,
        authors: [...new Set([...state.authors, id])].sort(),
      });
    // post.approve: allowed exactly when the rules have no denial.
    const given = caseOf(state, steps);
    const step = openStep(given);
    if (
      step !== undefined &&
      state.approvals.length < 4 &&
      approvalDenial(given, { id, roles }) === undefined
    ) {
      next.push({
        ...state,
        approvals: [...state.approvals, fact(state.hash, step, id, roles, 2)],
      });
    }
  }
  // approval.withdraw voids all of this version; time passes and approvals expire.
  if (state.approvals.some(({ isWithdrawn }) => !isWithdrawn)) {
    next.push({
      ...state,
      approvals: state.approvals.map((one) =>
        one.hash === state.hash ? { ...one, isWithdrawn: true } : one,
      ),
    });
  }
  if (state.now < 2) next.push({ ...state, now: state.now + 1 });
  return next;
}
