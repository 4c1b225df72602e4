import { authorize } from "#agency";
import { urlsIn } from "#policy";
import { agencyOf, type Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import type { PostContent } from "./content.ts";

const checkMs = limit(
  "link.time",
  5_000,
  "ms",
  "one address is asked; the writer goes on meanwhile",
);
const checksMax = limit(
  "link.requests",
  30,
  "addresses a minute an agency",
  "the agency's server is not to be made to knock at doors for somebody",
);
const keptMs = limit("link.kept", 600_000, "ms", "an answer is believed before it is asked again");
const keptMax = limit("link.known", 5_000, "addresses", "remembered by one process");

/** `ok`: something answered. `dead`: the name or the page is not there. `unsure`: it would not say. */
export type LinkState = "ok" | "dead" | "unsure";

export interface LinkChecker {
  /** Asks, through the guarded client, what is not known yet. */
  check: (ctx: Ctx, urls: readonly string[]) => Promise<{ url: string; state: LinkState }[]>;
  /** The addresses of a post that are known to lead nowhere. Asks nobody. */
  known: (ctx: Ctx, content: PostContent) => string[];
}

/**
 * Whether links resolve. The client must be the guarded one: the address comes from whoever writes, so it may name
 * anything (SSRF, ASVS 5.0 V1.3.6). Only a name that does not resolve and a page that is not there (404, 410) count as
 * dead; a server that is slow, closed to programs or broken for the moment is nobody's mistake.
 */
export function linkChecker(web: Pick<SafeClient, "fetch">): LinkChecker {
  const answers = new Map<string, { state: LinkState; untilMs: number }>();
  let limiter: ReturnType<typeof rateLimiter> | undefined;
  const remembered = (ctx: Ctx, url: string): LinkState | undefined => {
    const answer = answers.get(url);
    return answer && answer.untilMs > ctx.clock.now().epochMilliseconds ? answer.state : undefined;
  };
  return {
    async check(ctx, urls) {
      authorize(ctx, "link.fetch");
      limiter ??= rateLimiter({ now: () => ctx.clock.now().epochMilliseconds });
      const asked = [...new Set(urls)];
      for (const url of asked)
        if (remembered(ctx, url) === undefined) limiter.take(agencyOf(ctx), checksMax);
      return Promise.all(
        asked.map(async (url) => {
          const state = remembered(ctx, url) ?? (await stateOf(web, url));
          if (answers.size >= keptMax) answers.clear();
          answers.set(url, { state, untilMs: ctx.clock.now().epochMilliseconds + keptMs });
          return { url, state };
        }),
      );
    },
    known(ctx, content) {
      const written = urlsIn(content.text).map(({ url }) => url);
      const urls = new Set(content.link ? [...written, content.link.url] : written);
      return [...urls].filter((url) => remembered(ctx, url) === "dead");
    },
  };
}

async function stateOf(web: Pick<SafeClient, "fetch">, written: string): Promise<LinkState> {
  const url = /^www\./i.test(written) ? `https://${written}` : written;
  try {
    const answer = await web.fetch(url, {
      headers: {
        accept: "text/html, */*",
        "user-agent": "Openbeat link check (+https://openbeat.org)",
      },
      signal: AbortSignal.timeout(checkMs),
    });
    await answer.body?.cancel();
    return answer.status === 404 || answer.status === 410 ? "dead" : "ok";
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return error.code === "name-not-resolved" ? "dead" : "unsure";
  }
}
