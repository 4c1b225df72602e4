import type { EventStreams } from "#platform/http/event-streams.ts";
import type { KeptPages } from "../kept-pages.ts";
import { alertPages } from "../pages.ts";
import type { SiteFacts } from "../site-facts.ts";
import { statusPath } from "../surge/live-script.ts";
import { stateOf } from "../surge/state.ts";
import { alertFiles } from "./alert-feed.ts";

/**
 * The alerts' own pages and files. They are made ahead of the rest of the site, also while a making of all of it is under
 * way; what was read earlier never stands over what was read later.
 */
export class AlertFront {
  readonly #kept: KeptPages;
  readonly #live: EventStreams;
  #readings = 0;
  #newest = 0;
  #paths = new Set<string>();
  #turn: Promise<void> = Promise.resolve();

  constructor(kept: KeptPages, live: EventStreams) {
    this.#kept = kept;
    this.#live = live;
  }

  /** The number of a reading of the facts: taken before they are read. */
  reading(): number {
    return ++this.#readings;
  }

  /** Whether this address is one of the alerts', as they were last read. */
  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /** Makes them, one after another; done at once where a later reading was made already. */
  put(reading: number, facts: SiteFacts): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (reading > this.#newest) await this.#make(reading, facts);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #make(reading: number, facts: SiteFacts): Promise<void> {
    const pages = await alertPages(facts);
    const state = stateOf(facts);
    const files = [
      ...alertFiles(facts, facts.alerts),
      { path: statusPath, type: "application/json", text: `${JSON.stringify({ state })}\n` },
    ];
    this.#newest = reading;
    this.#paths = new Set([...pages, ...files].map(({ path }) => path));
    await this.#kept.putPages("", pages);
    for (const { path, type, text } of files) await this.#kept.putText(path, "", type, text);
    this.#live.tell(state);
  }
}
