import { RequestFailed } from "#platform/http/safe-failure.ts";
import type { Account } from "../account.ts";
import type { Connector, Net } from "../connector.ts";
import { withoutSecrets } from "../exchange.ts";
import type { MediumAsked } from "../inbound.ts";

export type Got = { bytes: Uint8Array; type: string } | { why: string; isFinal?: boolean };

/** With the account's credential only where its connector says so; else the address is anybody's. */
export async function bytesOf(
  net: Net,
  { connector, account }: { connector: Connector | undefined; account: Account },
  medium: MediumAsked,
): Promise<Got> {
  try {
    const place = await connector?.mediumAt?.(net, account, medium);
    const { url, headers = {} } = place ?? { url: medium.url };
    if (!/^https?:\/\//i.test(url))
      return { why: "the network gives it out to no address", isFinal: true };
    const answer = await net.fetch(url, { headers, signal: net.signal });
    if (!answer.ok) return { why: `answered ${answer.status}` };
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length === 0) return { why: "it is empty" };
    const type = (answer.headers.get("content-type") ?? "").slice(0, 100);
    if (type.startsWith("text/html")) return { why: "a page stands there, no picture or film" };
    // A store that knows no kinds says nothing.
    return { bytes, type: type === "application/octet-stream" ? "" : type };
  } catch (error) {
    const says = error instanceof Error ? error.message : "it was not reached";
    const isFinal = error instanceof RequestFailed && error.code === "too-large";
    const why = withoutSecrets(says, Object.values(account.credential)).slice(0, 300);
    return { why, isFinal };
  }
}
