import { authorize, personOf } from "#agency";
import { addMedia } from "#media";
import type { Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { RequestFailed } from "#platform/http/safe-failure.ts";
import { rateLimiter } from "#platform/http/security.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { cardWords } from "./card-words.ts";

export const cardBytesMax = limit(
  "card.bytes",
  8_388_608,
  "bytes",
  "a page or the picture of its card; more is not fetched to the end",
);
export const cardMsMax = limit("card.time", 8_000, "ms", "somebody waits for it while writing");
const cardsMax = limit(
  "card.requests",
  20,
  "cards a minute a person",
  "the agency's server is not to be made to knock at doors for somebody",
);
const sideMax = limit("card.side", 1_200, "pixels", "the picture of a card; networks show no more");

/** The words and the picture of a link, as the composer takes them over; a person may change all of it. */
export interface FetchedCard {
  url: string;
  title: string;
  description: string;
  imageSha256?: string;
  /** Why there is no picture, where the page named one. */
  pictureProblem?: string;
}

export type CardFetcher = (ctx: Ctx, url: string) => Promise<FetchedCard>;

/**
 * Fetches what a page says of itself. The client must be the guarded one, without a list of allowed inner
 * servers: the address comes from whoever writes, so it may name anything (SSRF, ASVS 5.0 V1.3.6).
 */
export function cardFetcher(web: Pick<SafeClient, "fetch">): CardFetcher {
  let limiter: ReturnType<typeof rateLimiter> | undefined;
  return async (ctx, url) => {
    authorize(ctx, "link.fetch");
    limiter ??= rateLimiter({ now: () => ctx.clock.now().epochMilliseconds });
    limiter.take(personOf(ctx).personId, cardsMax);
    const page = await get(web, url, "text/html, application/xhtml+xml");
    const kind = page.headers.get("content-type") ?? "";
    if (!/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(kind))
      throw new Refusal(
        "not-a-page",
        "This address holds no page, so it has no card. Write the title and description yourself.",
        { status: 415 },
      );
    const words = cardWords(decoded(await page.bytes(), kind), page.url);
    const { title, description } = words;
    return { url, title, description, ...(await picture(ctx, web, words.imageUrl)) };
  };
}

async function picture(
  ctx: Ctx,
  web: Pick<SafeClient, "fetch">,
  url: string | undefined,
): Promise<Pick<FetchedCard, "imageSha256" | "pictureProblem">> {
  if (url === undefined) return {};
  try {
    const answer = await get(web, url, "image/jpeg, image/png, image/webp");
    const file = { name: "card.jpg", bytes: await answer.bytes() };
    const shape = { sidePx: sideMax, as: "jpeg", card: url } as const;
    return { imageSha256: (await addMedia(ctx, file, shape)).sha256 };
  } catch (error) {
    // A card without its picture is a card; the writer reads why.
    if (error instanceof Refusal) return { pictureProblem: error.message };
    throw error;
  }
}

async function get(web: Pick<SafeClient, "fetch">, url: string, accept: string): Promise<Response> {
  const answer = await web
    .fetch(url, {
      headers: { accept, "user-agent": "Openbeat link card (+https://openbeat.org)" },
      signal: AbortSignal.timeout(cardMsMax),
    })
    .catch((error: unknown) => {
      throw refusal(error);
    });
  if (answer.ok) return answer;
  throw new Refusal("card-not-found", `The page answered ${answer.status}. Check the address.`, {
    status: 422,
  });
}

/** What is behind a refused address is not told: neither whether it is there nor how it answered. */
function refusal(error: unknown): unknown {
  if (!(error instanceof RequestFailed)) return error;
  const says: Partial<Record<typeof error.code, string>> = {
    "refused-url": "Only public web addresses are fetched: http or https, without a password.",
    "refused-address": "Only public web addresses are fetched, and this one is not.",
    "too-large": `The page is larger than ${cardBytesMax / 1024 / 1024} MB.`,
    "timed-out": "The page took too long to answer.",
    aborted: "The page took too long to answer.",
    "too-many-redirects": "The page sends on and on.",
  };
  return new Refusal("card-unreachable", says[error.code] ?? "The page could not be reached.", {
    status: 422,
    cause: error,
  });
}

/** Bytes as text: by the answer's charset, else the page's own, else UTF-8. What is no text is replaced. */
function decoded(bytes: Uint8Array, kind: string): string {
  const declared = /charset\s*=\s*["']?([\w.:-]{1,40})/i;
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  const label = declared.exec(kind)?.[1] ?? declared.exec(head)?.[1] ?? "utf-8";
  return decoderOf(label).decode(bytes);
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
