import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import type { Clock } from "#platform/clock.ts";
import type { Assembly } from "../../src/slices.ts";
import type { DemoSecrets } from "../worlds/secrets.ts";

export interface Answered<T> {
  status: number;
  body: T;
}

type Json = Record<string, unknown>;
const origin = "http://localhost:4400";

/**
 * A person at the console: signs in with both factors and acts through the routes, as the pages do. A screen
 * that locked meanwhile is unlocked, and a step-up is answered, with the password.
 */
export class AtTheConsole {
  readonly #assembly: Assembly;
  readonly #email: string;
  readonly #secrets: DemoSecrets;
  readonly #clock: Clock;
  #cookie = "";

  constructor(assembly: Assembly, email: string, secrets: DemoSecrets, clock: Clock) {
    this.#assembly = assembly;
    this.#email = email;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  async get<T = Json>(path: string): Promise<T> {
    const { status, body } = await this.ask<T>("GET", path);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  /** An act that must succeed. */
  async act<T = Json>(method: string, path: string, given?: object | FormData): Promise<T> {
    const { status, body } = await this.ask<T>(method, path, given);
    assert.ok(status < 300, `${method} ${path}: ${JSON.stringify(body)}`);
    return body;
  }

  /** An act that must be refused; answers with the refusal's code. */
  async refused(method: string, path: string, given?: object): Promise<string> {
    const { status, body } = await this.ask(method, path, given);
    assert.ok(status >= 400 && status < 500, `${method} ${path} was answered with ${status}`);
    return String(body["code"]);
  }

  async ask<T = Json>(
    method: string,
    path: string,
    given?: object | FormData,
  ): Promise<Answered<T>> {
    if (this.#cookie === "") await this.#signIn();
    const first = await this.#send(method, path, given);
    const code = first.body["code"];
    if (code === "locked" || code === "step-up-needed") {
      const { password } = this.#secrets;
      await this.#send("POST", `/session/${code === "locked" ? "unlock" : "step-up"}`, {
        password,
      });
      return this.#typed(await this.#send(method, path, given));
    }
    if (first.status !== 401) return this.#typed(first);
    await this.#signIn();
    return this.#typed(await this.#send(method, path, given));
  }

  #typed<T>({ status, body }: Answered<Json>): Answered<T> {
    return { status, body: body as T };
  }

  async #signIn(): Promise<void> {
    const { password, secret } = this.#secrets;
    this.#cookie = "";
    await this.#send("POST", "/sign-in/password", { email: this.#email, password });
    const timestamp = this.#clock.now().epochMilliseconds;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    const { status, body } = await this.#send("POST", "/sign-in/code", { code });
    assert.equal(status, 200, `${this.#email} signs in: ${JSON.stringify(body)}`);
  }

  async #send(method: string, path: string, given?: object): Promise<Answered<Json>> {
    const isForm = given instanceof FormData;
    const answer = await this.#assembly.app.request(`${origin}/api${path}`, {
      method,
      headers: {
        origin,
        "x-openbeat": "console",
        cookie: this.#cookie,
        ...(given && !isForm ? { "content-type": "application/json" } : {}),
      },
      ...(given ? { body: isForm ? given : JSON.stringify(given) } : {}),
    });
    const set = answer.headers.getSetCookie().at(-1);
    if (set) this.#cookie = set.split(";")[0] ?? "";
    const body: unknown = await answer.json().catch(() => ({}));
    return { status: answer.status, body: typeof body === "object" && body ? { ...body } : {} };
  }
}
