import { Hono } from "hono";
import { z } from "zod";
import { may, personOf } from "#agency";
import type { AppEnv } from "#platform/http/app-env.ts";
import { pathPart, valid } from "#platform/http/valid.ts";
import { approvalClass } from "./classes.ts";
import { adoptPolicy } from "./adoption.ts";
import {
  allPolicyVersions,
  changePolicy,
  classesInForce,
  draftPolicy,
  policyInForce,
  policyVersion,
} from "./policies.ts";
import { addListed, listCounts, listKinds, readLists, removeListed } from "./lint/lists.ts";
import { ruleBook, tuning } from "./lint/tuning.ts";
import { strategyRoutes } from "./routes-strategy.ts";
import { acknowledgePolicy, readinessOf, readinessOfPerson } from "./readiness.ts";
import { allTrainings, defineTraining, recordTraining } from "./trainings.ts";

const paragraph = z.object({
  number: z.string().regex(/^\d{1,2}(\.\d{1,2}){0,2}$/),
  heading: z.string().trim().min(1).max(120),
  body: z.string().trim().min(1).max(5_000),
});
const content = z.object({
  title: z.string().trim().min(1).max(200),
  paragraphs: z.array(paragraph).min(1).max(300),
  classes: z.array(approvalClass).min(1).max(50),
  rules: tuning.optional(),
});
const listed = z.object({
  kind: z.enum(listKinds),
  value: z.string().trim().min(2).max(200),
  places: z.array(z.string().trim().min(2).max(200)).max(20).optional(),
});
const why = z.object({ why: z.string().trim().min(3).max(500) });
const number = z.coerce.number().int().min(1).max(10_000);
const training = z.object({
  code: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  title: z.string().trim().min(1).max(120),
  paragraph: z.string().max(20),
  validDays: z.number().int().min(1).max(3_650),
  isRequiredToPost: z.boolean(),
});

export const policyRoutes = new Hono<AppEnv>()
  .route("/", strategyRoutes())
  .get("/policy", may("policy.read"), async (c) =>
    c.json({ policy: (await policyInForce(c.get("ctx"))) ?? null }),
  )
  .get("/policy/classes", may("policy.read"), async (c) =>
    c.json({ policy: await classesInForce(c.get("ctx")) }),
  )
  .get("/policy/versions", may("policy.read"), async (c) =>
    c.json({ versions: await allPolicyVersions(c.get("ctx")) }),
  )
  .get("/policy/versions/:version", may("policy.read"), async (c) =>
    c.json({ policy: await policyVersion(c.get("ctx"), pathPart(c, "version", number)) }),
  )
  .post("/policy/versions", may("policy.change"), async (c) =>
    c.json({ policy: await draftPolicy(c.get("ctx")) }, 201),
  )
  .put("/policy/versions/:version", may("policy.change"), valid("json", content), async (c) =>
    c.json({
      policy: await changePolicy(c.get("ctx"), pathPart(c, "version", number), c.req.valid("json")),
    }),
  )
  .post("/policy/versions/:version/adoption", may("policy.adopt"), async (c) =>
    c.json({ policy: await adoptPolicy(c.get("ctx"), pathPart(c, "version", number)) }, 201),
  )
  .post("/policy/versions/:version/acknowledgement", may("policy.acknowledge"), async (c) => {
    await acknowledgePolicy(c.get("ctx"), pathPart(c, "version", number));
    return c.json({ acknowledged: true }, 201);
  })
  .get("/policy/rules", may("policy.read"), (c) => c.json({ rules: ruleBook() }))
  .get("/policy/lists", may("policy-list.change"), async (c) =>
    c.json({ counts: await listCounts(c.get("ctx")) }),
  )
  .post("/policy/lists", may("policy-list.change"), valid("json", listed), async (c) =>
    c.json(await addListed(c.get("ctx"), c.req.valid("json")), 201),
  )
  .post("/policy/lists/reading", may("policy-list.read"), valid("json", why), async (c) =>
    c.json({ entries: await readLists(c.get("ctx"), c.req.valid("json").why) }),
  )
  .delete("/policy/lists/:id", may("policy-list.change"), async (c) => {
    await removeListed(c.get("ctx"), c.req.param("id"));
    return c.json({ removed: true });
  })
  .get("/policy/readiness", may("policy.read"), async (c) =>
    c.json(await readinessOf(c.get("ctx"), personOf(c.get("ctx")).personId)),
  )
  .get("/people/:id/readiness", may("readiness.read"), async (c) =>
    c.json(await readinessOfPerson(c.get("ctx"), c.req.param("id"))),
  )
  .get("/trainings", may("policy.read"), async (c) =>
    c.json({ trainings: await allTrainings(c.get("ctx")) }),
  )
  .put("/trainings", may("policy.change"), valid("json", training), async (c) => {
    await defineTraining(c.get("ctx"), c.req.valid("json"));
    return c.json({ defined: true });
  })
  .post(
    "/people/:id/trainings",
    may("training.record"),
    valid(
      "json",
      z.object({ code: z.string().max(60), doneAt: z.iso.datetime({ offset: true }).optional() }),
    ),
    async (c) => {
      await recordTraining(c.get("ctx"), { personId: c.req.param("id"), ...c.req.valid("json") });
      return c.json({ recorded: true }, 201);
    },
  );

export type PolicyRoutes = typeof policyRoutes;
