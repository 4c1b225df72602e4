import { z } from "zod";
import { roles } from "#agency";

/** One step of an approval: how many people with one of these roles, within which time. */
export const approvalStep = z.object({
  roles: z.array(z.enum(roles)).min(1),
  people: z.number().int().min(1).max(3),
  withinMinutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60),
  /** Who is asked besides when the time is over; nothing ever approves itself. */
  escalateTo: z.array(z.enum(roles)).default([]),
});

export const approvalClass = z.object({
  code: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  title: z.string().min(1).max(80),
  /** The policy's paragraph that asks for it. */
  paragraph: z.string().min(1).max(20),
  steps: z.array(approvalStep).min(1).max(4),
  isLifeSafety: z.boolean().default(false),
  /** How long an approval stays good if the post has not gone out. */
  validHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90),
});

export type ApprovalStep = z.infer<typeof approvalStep>;
export type ApprovalClass = z.infer<typeof approvalClass>;

const hour = 60;
const day = 24 * hour;

/** The classes of the model policy, from everyday to gravest. An agency edits them with its policy. */
export const modelClasses: readonly ApprovalClass[] = [
  one("routine", "Routine", "4.2", ["approver", "supervisor", "command"], day, 24 * 30),
  one("event", "Event", "4.2", ["approver", "supervisor", "command"], day, 24 * 60),
  one("recruiting", "Recruiting", "4.2", ["approver", "supervisor", "command"], 2 * day, 24 * 60),
  one("traffic", "Traffic", "4.3", ["approver", "supervisor", "command"], 30, 24),
  {
    ...one("alert", "Emergency alert", "4.4", ["approver", "supervisor", "command"], 5, 12),
    isLifeSafety: true,
  },
  {
    ...one(
      "missing-person",
      "Missing person",
      "4.5",
      ["approver", "supervisor", "command"],
      15,
      24,
    ),
    isLifeSafety: true,
  },
  one("arrest", "Arrest", "4.6", ["supervisor", "command"], 4 * hour, 48),
  {
    code: "juvenile",
    title: "Juvenile involved",
    paragraph: "4.7",
    isLifeSafety: false,
    validHours: 48,
    steps: [step(["supervisor", "command"], 4 * hour), step(["legal"], day)],
  },
  { ...one("death", "Death", "4.8", ["command"], 2 * hour, 24) },
  {
    code: "officer-involved",
    title: "Officer-involved incident",
    paragraph: "4.9",
    isLifeSafety: false,
    validHours: 24,
    steps: [step(["legal"], hour), step(["command"], hour)],
  },
  one("correction", "Correction", "4.10", ["approver", "supervisor", "command"], 30, 24),
];

function one(
  code: string,
  title: string,
  paragraph: string,
  who: ApprovalStep["roles"],
  withinMinutes: number,
  validHours: number,
): ApprovalClass {
  return {
    code,
    title,
    paragraph,
    isLifeSafety: false,
    validHours,
    steps: [step(who, withinMinutes)],
  };
}

function step(who: ApprovalStep["roles"], withinMinutes: number): ApprovalStep {
  return {
    roles: who,
    people: 1,
    withinMinutes,
    escalateTo: who.includes("command") ? ["command"] : ["command", "supervisor"],
  };
}
