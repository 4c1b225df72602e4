import { Hono } from "hono";
import { z } from "zod";
import { may } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { valid } from "#platform/http/valid.ts";
import {
  approveDelegation,
  delegationsOf,
  endDelegation,
  proposeDelegation,
} from "./delegations.ts";

const draft = z.object({
  class: z.string().max(60),
  role: z.enum(["approver", "supervisor", "command"]),
  people: z.array(z.uuid()).min(1).max(50),
  beats: z.array(z.uuid()).max(100).default([]),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  reason: z.string().trim().min(10).max(1_000),
});
const ending = z.object({ why: z.string().trim().min(3).max(1_000) });

/** Pre-delegations (core A5): asked for, approved by another, ended. */
export function delegationRoutes() {
  return new Hono<AppEnv>()
    .get("/delegations", may("post.read"), async (c) =>
      c.json({ delegations: await delegationsOf(c.get("ctx")) }),
    )
    .post("/delegations", may("delegation.propose"), valid("json", draft), async (c) =>
      c.json(await proposeDelegation(c.get("ctx"), c.req.valid("json")), 201),
    )
    .post("/delegations/:id/approval", may("delegation.approve"), async (c) => {
      await approveDelegation(c.get("ctx"), c.req.param("id"));
      return c.json({ approved: true }, 201);
    })
    .post("/delegations/:id/end", may("delegation.end"), valid("json", ending), async (c) => {
      await endDelegation(c.get("ctx"), c.req.param("id"), c.req.valid("json").why);
      return c.json({ ended: true }, 201);
    });
}
