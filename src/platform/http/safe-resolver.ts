import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import type { Clock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { RequestFailed } from "./safe-failure.ts";
import { checkAddress } from "./safe-url.ts";

const nameAgeMsMax = limit(
  "http.out.name-age",
  5_000,
  "milliseconds",
  "a thousand connections of one burst ask for a name once, and a moved server is found soon",
);
const namesMax = limit("http.out.names", 4_096, "names", "bounds the memory of resolved names");
const addressesMax = limit("http.out.addresses", 32, "addresses a name", "bounds a hostile answer");

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Turns a name into all its addresses; rejects when there is none. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolver: Resolver = async (host) => {
  const found = await systemLookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * Resolves a name and checks every address: one bad address refuses the name, since a server that
 * mixes public and inner addresses is playing for time. What is returned is what gets connected to.
 */
export type CheckedResolver = (
  host: string,
  isListed: boolean,
) => Promise<readonly ResolvedAddress[]>;

export function checkedResolver(resolver: Resolver, clock: Clock): CheckedResolver {
  const known = new Map<string, { at: number; addresses: Promise<readonly ResolvedAddress[]> }>();
  const resolve = (host: string): Promise<readonly ResolvedAddress[]> => {
    const now = clock.now().epochMilliseconds;
    const before = known.get(host);
    if (before !== undefined && now - before.at < nameAgeMsMax) return before.addresses;
    if (known.size >= namesMax) known.clear();
    const addresses = resolver(host);
    known.set(host, { at: now, addresses });
    addresses.catch(() => known.delete(host));
    return addresses;
  };
  return async (host, isListed) => {
    const addresses = await resolve(host).catch((cause: unknown) => {
      throw new RequestFailed("name-not-resolved", `The name ${host} was not found.`, {
        sent: false,
        cause,
      });
    });
    if (addresses.length === 0 || addresses.length > addressesMax) {
      throw new RequestFailed("name-not-resolved", `The name ${host} has no usable address.`, {
        sent: false,
      });
    }
    for (const { address } of addresses) checkAddress(address, isListed);
    return addresses;
  };
}

/** The same as node's `lookup` hook: the socket connects to a checked address or not at all. */
export function pinnedLookup(resolve: CheckedResolver, isListed: boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host, isListed).then(
      (addresses) => {
        if (options.all) return callback(null, [...addresses]);
        const first = addresses[0];
        return callback(null, first?.address ?? "", first?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}
