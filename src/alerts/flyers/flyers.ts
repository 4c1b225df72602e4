import { Worker } from "node:worker_threads";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { FlyerAsk } from "./drawing.ts";
import type { FlyerReply } from "./flyer-worker.ts";
import type { Made } from "./sheet.ts";

const waitingMax = limit("flyers.waiting", 40, "flyers", "asked for and not drawn yet");
const keptMax = limit("flyers.kept", 24, "flyers", "drawn lately, each in all its formats");

const waiting = new Map<number, { done(made: Made[]): void; failed(error: Error): void }>();
let worker: Worker | undefined;
let last = 0;

/** What was looked at is what is sent or printed a moment later: it is not drawn twice. */
const drawnLately = new Map<string, Promise<Made[]>>();

/**
 * Draws a flyer in each format. A format that cannot be made is told with its reason and the field to change; the others
 * are made all the same. Refuses on a machine without the typesetter.
 */
export function drawFlyers(ask: FlyerAsk, photoHash = ""): Promise<Made[]> {
  const key = JSON.stringify([ask.sheet, ask.formats, photoHash, ask.photo?.length]);
  const known = drawnLately.get(key) ?? drawInThread(ask);
  drawnLately.delete(key);
  drawnLately.set(key, known);
  known.catch(() => drawnLately.delete(key));
  for (const oldest of drawnLately.keys())
    if (drawnLately.size > keptMax) drawnLately.delete(oldest);
  return known;
}

function drawInThread(ask: FlyerAsk): Promise<Made[]> {
  if (waiting.size >= waitingMax)
    throw new Refusal("flyers-busy", "Too many flyers are being made. Try again in a minute.", {
      status: 503,
    });
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { done: resolve, failed: reject });
    const thread = theWorker();
    thread.ref();
    thread.postMessage({ id, ask });
  });
}

function theWorker(): Worker {
  if (worker) return worker;
  const made = new Worker(new URL("./flyer-worker.ts", import.meta.url), { name: "flyers" });
  made.on("message", (reply: FlyerReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    // Nothing asks for it: the program may end without it.
    if (waiting.size === 0) made.unref();
    if ("made" in reply) asked?.done(reply.made);
    else asked?.failed(errorOf(reply));
  });
  made.on("error", (error: Error) => {
    worker = undefined;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  });
  worker = made;
  return made;
}

function errorOf({ code, says }: { code: string; says: string }): Error {
  return code === "failed" ? new Error(says) : new Refusal(code, says, { status: 503 });
}
