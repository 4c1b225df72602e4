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
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
