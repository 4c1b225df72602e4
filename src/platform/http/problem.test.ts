import assert from "node:assert/strict";
import { test } from "node:test";
import { Hono } from "hono";
import { pino } from "pino";
import { z } from "zod";
import type { AppEnv } from "./app-env.ts";
import { answerProblem, type Problem } from "./problem.ts";
import { pathPart } from "./valid.ts";

/** What goes wrong is answered in words, as whose fault it is; what is ours is logged without secrets. */
const logged: string[] = [];
const log = pino({ level: "error" }, { write: (line: string) => void logged.push(line) });

const app = new Hono<AppEnv>()
  .use(async (c, next) => {
    c.set("ctx", { log } as AppEnv["Variables"]["ctx"]);
    c.set("requestId", "1");
    await next();
  })
  .get("/versions/:version", (c) =>
    c.json({ version: pathPart(c, "version", z.coerce.number().int()) }),
  )
  .get("/parsed", (c) => c.json(z.object({ name: z.string() }).parse({ name: 1 })))
  .get("/broken/:secret", () => {
    throw new Error("broken");
  });
app.onError(answerProblem);

async function ask(path: string): Promise<Problem> {
  const answer = await app.request(path);
  return (await answer.json()) as Problem;
}

test("a part of the path in another shape is not there", async () => {
  const { status, code } = await ask("/versions/latest");
  assert.deepEqual([status, code], [404, "not-found"]);
});

test("what cannot be parsed is the asker's to put right, field by field", async () => {
  const { status, detail } = await ask("/parsed");
  assert.equal(status, 422);
  assert.match(detail, /name: /);
});

test("a fault is logged by its route: an address may hold a secret", async () => {
  assert.equal((await ask("/broken/swordfish")).status, 500);
  const line = logged.join("\n");
  assert.match(line, /\/broken\/:secret/);
  assert.doesNotMatch(line, /swordfish/);
});
