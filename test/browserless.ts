import assert from "node:assert/strict";
import { makePass } from "#agency";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { TestBeat } from "./openbeat.ts";

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** What a page of the console asks, without the browser: a cookie jar of one cookie. */
export class Browserless {
  cookie = "";
  readonly #beat: TestBeat;

  constructor(beat: TestBeat) {
    this.#beat = beat;
  }

  /** In by a printed sign-in, which only the demo's agency has: this one is made a demo for it. */
  static async signedIn(beat: TestBeat, agencyId: string, personId: string): Promise<Browserless> {
    const pass = await transact(asSystem(beat.assembly.ctx, "test", agencyId), async (tx) => {
      await tx.tx.raw("update agencies set is_demo = true where agency_id = $1", [agencyId]);
      return makePass(tx, personId, "demo");
    });
    const visitor = new Browserless(beat);
    assert.equal((await visitor.ask("POST", "/sign-in/pass", { pass })).status, 200);
    return visitor;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.#beat.assembly.app.request(`http://localhost:4400/api${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-openbeat": "test",
        origin: "http://localhost:4400",
        ...(this.cookie ? { cookie: this.cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.get("set-cookie");
    if (set) this.cookie = set.split(";")[0] ?? "";
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    const said = isJson ? ((await response.json()) as Record<string, unknown>) : {};
    return { status: response.status, body: said };
  }
}
