import { Resolver } from "node:dns/promises";
import { authorize } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { channelById } from "../accounts.ts";
import type { Networks } from "../networks.ts";

const checkMs = 5_000;
const domainShape = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** Reads TXT records; the machine's own way to names, where nothing else is given. */
export type ReadTxt = (name: string) => Promise<string[][]>;

/** What the world would find of a handle that is a domain of the agency's (AT Protocol, "Handle resolution"). */
export interface HandleCheck {
  domain: string;
  /** What has to be found. */
  did: string;
  /** The account's handle now. */
  handle: string;
  /** In the TXT record of `_atproto.` and the domain; null: none. */
  dns: string | null;
  /** In `/.well-known/atproto-did` of the domain; null: none. */
  file: string | null;
  isReady: boolean;
  isInUse: boolean;
}

/**
 * Whether a domain says that a Bluesky account is the agency's: one of the two ways is enough, and neither may say
 * something else. The newsroom gives out the file by itself under its own name.
 */
export async function checkHandle(
  ctx: Ctx,
  networks: Networks,
  asked: { channelId: string; domain: string | undefined },
  readTxt: ReadTxt = systemTxt,
): Promise<HandleCheck> {
  const channel = await channelById(ctx, asked.channelId);
  authorize(ctx, "channel.check", { kind: "channel", id: channel.id, agencyId: channel.agencyId });
  if (channel.network !== "bluesky")
    throw new Refusal("no-handle", "Only a Bluesky account has a handle that is a domain.");
  const domain = (asked.domain ?? new URL(networks.origin).hostname).trim().toLowerCase();
  if (!domainShape.test(domain))
    throw new Refusal("no-domain", "Write a domain of your own, such as police.example.gov.");
  const { remoteId: did, handle } = channel;
  const [dns, file] = await Promise.all([inDns(readTxt, domain), inFile(networks, domain)]);
  const told = [dns, file].filter((one) => one !== null);
  const isReady = told.length > 0 && told.every((one) => one === did);
  return { domain, did, handle, dns, file, isReady, isInUse: isReady && handle === domain };
}

async function inDns(readTxt: ReadTxt, domain: string): Promise<string | null> {
  const records = await readTxt(`_atproto.${domain}`).catch(() => []);
  const dids = records
    .map((pieces) => pieces.join(""))
    .filter((text) => text.startsWith("did="))
    .map((text) => text.slice(4));
  // More than one is none: nobody could tell which counts.
  return dids.length === 1 ? (dids[0] ?? null) : null;
}

async function inFile({ fediverse }: Networks, domain: string): Promise<string | null> {
  const address = `https://${domain}/.well-known/atproto-did`;
  const signal = AbortSignal.timeout(checkMs);
  const text = await fediverse.fetch(address, { signal }).then(
    (answer) => (answer.ok ? answer.text() : ""),
    () => "",
  );
  const did = text.trim();
  return /^did:[a-z]+:[\w.:%-]{1,200}$/.test(did) ? did : null;
}

function systemTxt(name: string): Promise<string[][]> {
  return new Resolver({ timeout: checkMs, tries: 1 }).resolveTxt(name);
}
