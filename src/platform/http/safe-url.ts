import { isIP } from "node:net";
import { limit } from "#platform/limits.ts";
import { addressKind } from "./safe-address.ts";
import { refusedUrl, RequestFailed } from "./safe-failure.ts";

const portFrom = limit(
  "http.out.port-from",
  1024,
  "port number",
  "below it only 80 and 443 are web servers; the rest are other services' doors",
);
const urlCharactersMax = limit(
  "http.out.url",
  8192,
  "characters",
  "longer addresses are refused by common servers and hide attacks in logs",
);

const hostAsWritten = /^[a-z][a-z0-9+.-]*:[\\/]*(?:[^\\/?#@]*@)?(\[[^\]]*\]|[^\\/?#:]*)/i;

/** Hosts an administrator named, as `host:port`; they may lie in private address space. */
export type AllowedHosts = ReadonlySet<string>;

/** `host:port` with the default port filled in: how an allow-list names a server. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

export function portOf(url: URL): number {
  return url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
}

/**
 * Parses an address that somebody else may have chosen, and refuses what no honest link looks like:
 * other schemes, credentials, odd ports, numbers dressed as hosts, address literals inside a network.
 * Throws RequestFailed with `sent: false`.
 */
export function checkedUrl(input: string | URL, allowed: AllowedHosts): URL {
  const text = typeof input === "string" ? input : input.href;
  if (text.length > urlCharactersMax) throw refusedUrl("The address is too long.");
  const url = URL.parse(text);
  if (url === null) throw refusedUrl("This is not a web address.");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refusedUrl(`Only http and https addresses are reached, not ${url.protocol}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw refusedUrl("An address may not carry a user name or password.");
  }
  checkHost(url, text, allowed);
  return url;
}

function checkHost(url: URL, text: string, allowed: AllowedHosts): void {
  const host = bareHost(url);
  const isListed = allowed.has(hostAndPort(url));
  const port = portOf(url);
  if (!isListed && port !== 80 && port !== 443 && port < portFrom) {
    throw refusedUrl(`Port ${port} is not a web server's.`);
  }
  if (isIP(host) === 0) return;
  const written = hostAsWritten.exec(text)?.[1]?.toLowerCase();
  if (isIP(host) === 4 && written !== host) {
    throw refusedUrl("An address must be written plainly: this one hides a number.");
  }
  checkAddress(host, isListed);
}

/** The host without the brackets of an IPv6 literal. */
export function bareHost(url: URL): string {
  return url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
}

/** Throws unless this address may be connected to. `isListed`: an administrator named the host. */
export function checkAddress(address: string, isListed: boolean): void {
  const kind = addressKind(address);
  if (kind === "public" || (kind === "private" && isListed)) return;
  throw new RequestFailed("refused-address", `${address} is not a public address.`, {
    sent: false,
  });
}
