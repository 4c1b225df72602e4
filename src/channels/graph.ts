import { createHmac } from "node:crypto";
import type { Account } from "./account.ts";
import type { Published } from "./attempt.ts";
import type { Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { type ErrorRow, errorOf, rowFor } from "./error-table.ts";
import {
  type Answer,
  type Exchange,
  exchange,
  field,
  isRecord,
  listField,
  numberField,
  refusal,
  textField,
} from "./exchange.ts";
import { graphErrors } from "./graph-errors.ts";
import { HookRefused, type HookRequest, jsonOf, mustBeSigned } from "./hook.ts";

/** Where one of Meta's Graph interfaces is, and with what it is called. */
export interface Graph {
  /** With the version, without a slash at the end. */
  base: string;
  token: string;
  /** With it every call carries a proof that the token was not stolen from us. */
  appSecret: string;
  /** The product's own errors, looked at before those that all share. */
  errors: readonly ErrorRow[];
}

export type Form = Readonly<Record<string, string>>;

/** One call. `form` is sent as a form, `body` as it is. An act's 5xx is `unknown`. */
export async function callGraph(
  net: Net,
  graph: Graph,
  method: "GET" | "POST" | "DELETE",
  path: string,
  more: { form?: Form; json?: unknown; body?: FormData; query?: Form } = {},
): Promise<Answer> {
  const proof = graph.appSecret === "" ? {} : { appsecret_proof: proofOf(graph) };
  const query = new URLSearchParams({ ...more.query, ...proof }).toString();
  const request: Exchange = {
    method,
    url: `${graph.base}${path}${query === "" ? "" : `?${query}`}`,
    headers: {
      authorization: `Bearer ${graph.token}`,
      ...(more.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(more.form ? { body: new URLSearchParams(more.form).toString() } : {}),
    ...(more.body ? { body: more.body } : {}),
    ...(more.json === undefined ? {} : { json: more.json }),
  };
  const answer = await exchange(net, request);
  if (answer.status < 300) return answer;
  throw graphRefusal(answer, graph, method !== "GET");
}

/** HMAC-SHA256 of the token by the app's secret, in hex (Graph API, Securing requests). */
function proofOf({ token, appSecret }: Pick<Graph, "token" | "appSecret">): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

function graphRefusal(answer: Answer, graph: Graph, isAct: boolean): SendError {
  const error = field(answer.body, "error");
  const code = String(numberField(error, "code") ?? "");
  const subcode = String(numberField(error, "error_subcode") ?? "");
  const why = textField(error, "error_user_msg") || textField(error, "message");
  const secrets = [graph.token, graph.appSecret, graph.appSecret === "" ? "" : proofOf(graph)];
  const said = { status: answer.status, code, ...(subcode === "" ? {} : { subcode }) };
  const row = ownRow(graph.errors, said) ?? rowFor(graphErrors, said);
  if (row === undefined) {
    // 200 to 299 are all permissions; 80000 and on are the limits of business use cases.
    const isPermission = Number(code) >= 200 && Number(code) <= 299;
    return refusal(answer, isAct, { why, secrets, isExpired: isPermission });
  }
  const wait = regainMs(answer);
  return errorOf(row, answer, {
    why,
    isAct,
    secrets,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** A product's row counts only where its subcode fits, or where it has the code for itself. */
function ownRow(rows: readonly ErrorRow[], said: { code: string; subcode?: string }) {
  return (
    rows.find(({ code, subcode }) => code === said.code && subcode === said.subcode) ??
    rows.find(({ code, subcode }) => code === said.code && subcode === undefined)
  );
}

export function codesIn(error: unknown): { code: string; subcode: string } {
  const answer = error instanceof SendError ? error.answer : undefined;
  const inner = field(field(answer, "body"), "error");
  return {
    code: String(numberField(inner, "code") ?? ""),
    subcode: String(numberField(inner, "error_subcode") ?? ""),
  };
}

/** True for what is there no more: a removal of it is done already. */
export function isGone(error: unknown): boolean {
  const { code, subcode } = codesIn(error);
  return error instanceof SendError && code === "100" && subcode === "33";
}

/** The share of the hour's calls that is used, in per cent, by the headers of any answer. */
export function usageOf(answer: Answer): { used: number; of: number } | undefined {
  const shares = usageRows(answer).flatMap((row) =>
    ["call_count", "total_time", "total_cputime"].flatMap((name) => numberField(row, name) ?? []),
  );
  return shares.length === 0 ? undefined : { used: Math.max(...shares), of: 100 };
}

function regainMs(answer: Answer): number | undefined {
  const minutes = usageRows(answer).map(
    (row) => numberField(row, "estimated_time_to_regain_access") ?? 0,
  );
  const most = Math.max(0, ...minutes);
  return most === 0 ? undefined : most * 60_000;
}

function usageRows(answer: Answer): unknown[] {
  const rows: unknown[] = [];
  for (const name of ["x-app-usage", "x-page-usage", "x-business-use-case-usage"]) {
    const header = answer.headers.get(name);
    if (header === null) continue;
    try {
      const told: unknown = JSON.parse(header);
      if (name !== "x-business-use-case-usage") rows.push(told);
      else if (isRecord(told)) rows.push(...Object.values(told).flat());
    } catch {
      // A header that is no JSON tells nothing.
    }
  }
  return rows;
}

/** Throws unless the app's secret signed these bytes (X-Hub-Signature-256). */
export function mustBeMeta(account: Account, request: HookRequest): void {
  mustBeSigned(request.headers.get("x-hub-signature-256"), {
    secret: account.credential["appSecret"] ?? "",
    body: request.body,
    algorithm: "sha256",
    encoding: "hex",
    prefix: "sha256=",
  });
}

/** The entries of a webhook that are about this account; an app tells of all its accounts at once. */
export function entriesFor(id: string, request: HookRequest): readonly unknown[] {
  const body = jsonOf(request);
  if (!isRecord(body)) throw new HookRefused("The body is no webhook of Meta's.");
  return listField(body, "entry").filter((entry) => textField(entry, "id") === id);
}

export function madeOf(body: unknown, more: Omit<Published, "id" | "native">): Published {
  const id = textField(body, "post_id") || textField(body, "id");
  if (id === "")
    throw new SendError("unknown", "The network's answer names no post.", { answer: body });
  return { ...more, id, native: body };
}
