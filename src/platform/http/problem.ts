import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { matchedRoutes } from "hono/route";
import { ZodError } from "zod";
import { inputFault } from "../db/database.ts";
import { Refusal } from "../refusal.ts";
import type { AppEnv } from "./app-env.ts";
import { unreadable } from "./valid.ts";

/** RFC 9457: what happened, and what the person can do. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  paragraph?: string;
  requestId: string;
  details?: Readonly<Record<string, unknown>>;
}

export const answerProblem: ErrorHandler<AppEnv> = (error, c) => {
  const refusal = refusalOf(error);
  if (refusal) return problem(c, refusal);
  const ctx = c.get("ctx");
  // The route's pattern and not its address: an address may be a secret itself.
  const route = matchedRoutes(c).at(-1)?.path;
  ctx.log.error({ err: error, requestId: c.get("requestId"), route }, "a request failed");
  return problem(
    c,
    new Refusal(
      "fault",
      "Something broke on our side. Nothing you typed was lost; try again, and give an administrator this number if it stays.",
      { status: 503 },
    ),
    500,
  );
};

/** What is the asker's to put right, whoever noticed it: a verb, the door, a parser or PostgreSQL. */
function refusalOf(error: Error): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return unreadable(error);
  if (error instanceof HTTPException && error.status < 500)
    return new Refusal("bad-request", error.message || "This request could not be read.", {
      status: 400,
    });
  const fault = inputFault(error);
  // A path's id that is no id names nothing, and is answered like one that names nothing here.
  if (fault === "shape") return nothingHere();
  if (fault === "characters")
    return new Refusal("not-valid", "The text holds characters that cannot be kept.");
  return undefined;
}

export function nothingHere(): Refusal {
  return new Refusal("not-found", "There is nothing at this address.", { status: 404 });
}

export function problem(
  c: Context<AppEnv>,
  refusal: Refusal,
  status: number = refusal.status,
): Response {
  const body: Problem = {
    type: `https://openbeat.dev/problems/${refusal.code}`,
    title: refusal.code.replaceAll("-", " "),
    status,
    code: refusal.code,
    detail: refusal.message,
    requestId: c.get("requestId"),
    ...(refusal.paragraph ? { paragraph: refusal.paragraph } : {}),
    ...(refusal.details ? { details: refusal.details } : {}),
  };
  const retry = refusal.details?.["retryAfterSeconds"];
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (typeof retry === "number") headers.set("retry-after", String(Math.ceil(retry)));
  return new Response(JSON.stringify(body), { status, headers });
}
