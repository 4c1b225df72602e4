import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { Refusal } from "../refusal.ts";
import type { AppEnv } from "./app-env.ts";

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
  if (error instanceof Refusal) return problem(c, error);
  if (error instanceof HTTPException && error.status < 500) {
    return problem(
      c,
      new Refusal("bad-request", error.message || "This request could not be read.", {
        status: 400,
      }),
    );
  }
  const ctx = c.get("ctx");
  ctx.log.error(
    { err: error, requestId: c.get("requestId"), path: c.req.path },
    "a request failed",
  );
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
