import type { FeeRates } from "./tables.ts";
import type { Fees, Step } from "./steps.ts";

/** What a request takes, as somebody at the desk estimates or counted it. */
export interface Effort {
  hours: number;
  pages: number;
}

/** One line of an estimate or an invoice, so that anybody can work it out again. */
export interface FeeLine {
  what: "time" | "copies";
  /** Hours, or pages. */
  asked: number;
  free: number;
  counted: number;
  rateCents: number;
  cents: number;
}

/** The lines of a charge: what is beyond the free hours and pages, at the agency's rates, in whole cents. */
export function feeLines({ hours, pages }: Effort, rates: FeeRates): FeeLine[] {
  return [
    line("time", hours, rates.freeHours, rates.perHourCents),
    line("copies", pages, rates.freePages, rates.perPageCents),
  ];
}

function line(what: FeeLine["what"], asked: number, free: number, rateCents: number): FeeLine {
  const counted = Math.max(0, asked - free);
  return { what, asked, free, counted, rateCents, cents: Math.round(counted * rateCents) };
}

export function feesOf(effort: Effort, rates: FeeRates, depositCents: number): Fees {
  const [time, copies] = feeLines(effort, rates).map(({ cents }) => cents);
  const [timeCents, copyCents] = [time ?? 0, copies ?? 0];
  return {
    ...effort,
    rates,
    timeCents,
    copyCents,
    totalCents: timeCents + copyCents,
    depositCents,
  };
}

/** Where a request stands with what it costs; every sum in cents. */
export interface FeeState {
  estimate: (Fees & { at: string; lines: FeeLine[]; ground: string }) | null;
  /** The day on which the requester said yes to the estimate that stands. */
  acceptedOn: string | null;
  invoices: {
    number: string;
    at: string;
    fees: Fees;
    lines: FeeLine[];
    waivedCents: number;
    paidCents: number;
    dueCents: number;
  }[];
  paidCents: number;
  waivedCents: number;
  /** What is to be paid now: of the newest invoice, else the deposit of the estimate. */
  dueCents: number;
}

const noRates: FeeRates = { perHourCents: 0, freeHours: 0, perPageCents: 0, freePages: 0 };

/** All of it from the steps: nothing is kept beside them that could differ. */
export function feeState(steps: readonly Step[]): FeeState {
  const state: FeeState = {
    estimate: null,
    acceptedOn: null,
    invoices: [],
    paidCents: 0,
    waivedCents: 0,
    dueCents: 0,
  };
  for (const step of steps) {
    if (step.kind === "letter" && step.facts.kind === "fees" && step.facts.fees) {
      const { fees, ground = "" } = step.facts;
      state.estimate = { ...fees, at: step.at, lines: linesOf(fees), ground };
      state.acceptedOn = null;
    }
    if (step.kind === "letter" && step.facts.kind === "invoice" && step.facts.fees) {
      const { fees, invoice = "" } = step.facts;
      const { paidCents, waivedCents } = state;
      const dueCents = Math.max(0, fees.totalCents - paidCents - waivedCents);
      const told = { number: invoice, at: step.at, fees, lines: linesOf(fees) };
      state.invoices.push({ ...told, paidCents, waivedCents, dueCents });
    }
    if (step.kind === "accepted") state.acceptedOn = step.onDay;
    if (step.kind === "paid") state.paidCents += step.facts.cents;
    if (step.kind === "waived") state.waivedCents += step.facts.cents;
  }
  const owed = state.invoices.at(-1)?.fees.totalCents ?? state.estimate?.depositCents ?? 0;
  state.dueCents = Math.max(0, owed - state.paidCents - state.waivedCents);
  return state;
}

function linesOf({ rates = noRates, ...effort }: Fees): FeeLine[] {
  return feeLines(effort, rates);
}

/**
 * Laws that let the clock stand for fees, as general works tell (November 2026); none was compared with the official
 * code. Elsewhere the agency's counsel names the ground.
 */
const feePauses: Readonly<Record<string, string>> = {
  US: "5 U.S.C. § 552(a)(6)(A)(ii)(II)",
  TX: "Gov. Code § 552.263",
  VA: "Code § 2.2-3704(F) and (H)",
  OR: "ORS 192.329(3)",
};

export function feePauseGround(state: string): string {
  return feePauses[state] ?? "";
}
