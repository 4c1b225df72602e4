import { lastActivity } from "./activity.ts";
import { type Problem, problemOf, unreachable } from "./problem.ts";

/** Where `hc` clients start: `hc<PublishRoutes>(apiBase, { fetch: consoleFetch })`. */
export const apiBase = `${globalThis.location?.origin ?? ""}/api`;

/** What the shell does when the server asks for a person; each answers whether to repeat. */
export interface Interruptions {
  /** 401: the session is over. */
  signedOut(): void;
  /** 423: resolves true once the person has unlocked the session. */
  locked(): Promise<boolean>;
  /** 403 `step-up-needed`: resolves true once a factor was proved again, false when given up. */
  stepUp(): Promise<boolean>;
}

let interruptions: Interruptions = {
  signedOut: () => {},
  locked: () => Promise.resolve(false),
  stepUp: () => Promise.resolve(false),
};

export function onInterruptions(given: Interruptions): void {
  interruptions = given;
}

/**
 * `fetch` for the API. Adds the header no foreign page can send (the server demands it of every
 * change), turns every failure into a thrown Problem, and on 423 and step-up asks the person and
 * then repeats the request once: the button need not be pressed again.
 */
export async function consoleFetch(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const response = await send(input, init);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (!(await mayRepeat(problem))) throw problem;
  const again = await send(input, init);
  if (again.ok) return again;
  throw await problemOf(again);
}

async function mayRepeat(problem: Problem): Promise<boolean> {
  if (problem.status === 401) interruptions.signedOut();
  if (problem.status === 423) return interruptions.locked();
  if (problem.code === "step-up-needed") return interruptions.stepUp();
  return false;
}

/** After a minute untouched, a page that merely polls says so: it must not keep a session awake. */
const presentMs = 60_000;

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(
    init?.headers ?? (input instanceof Request ? input.headers : undefined),
  );
  headers.set("x-openbeat", Date.now() - lastActivity() < presentMs ? "console" : "console-idle");
  try {
    return await fetch(input, { ...init, headers, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**

 * One JSON request under /api. `T` is the caller's promise about the server's answer: prefer a

 * typed `hc` client where the slice has one.

 */
export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return read<T>(await consoleFetch(`${apiBase}${path}`, json(method, body)));
}

/**
 * The same without interruptions, for signing in, unlocking and proving again: there a 401 means
 * "that did not match" and belongs on the form.
 */
export async function askPlain<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await send(`${apiBase}${path}`, json(method, body));
  if (!response.ok) throw await problemOf(response);
  return read<T>(response);
}

function json(method: Method, body: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** A refused body never arrives here as an answer: `consoleFetch` throws it as a Problem. */
type Good<T> = Exclude<T, { success: false }>;

/** The body of a typed client's answer: `answer(client.channels.$get())`. */
export async function answer<R extends { json(): Promise<unknown> }>(
  asked: Promise<R>,
): Promise<Good<Awaited<ReturnType<R["json"]>>>> {
  return (await (await asked).json()) as Good<Awaited<ReturnType<R["json"]>>>;
}
