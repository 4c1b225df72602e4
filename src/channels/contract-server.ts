import { openSafeClient } from "#platform/http/safe-client.ts";
import { systemClock } from "#platform/clock.ts";
import type { Account } from "./account.ts";
import type { Attempt } from "./attempt.ts";
import type { Connector, Net } from "./connector.ts";
import {
  accountOf,
  type ContractServer,
  contractNet,
  type Fault,
  freshAttempt,
} from "./contract-world.ts";
import { freshProof } from "./oauth.ts";

/** What every server on loopback has, whatever network it plays. */
export interface PlayedServer extends AsyncDisposable {
  url: string;
  host: string;
  files: Map<string, Uint8Array>;
  presented?: ContractServer["presented"];
  fail(fault: Fault | undefined): void;
}

type Words = Readonly<Record<string, string>>;

/** The contract's view of a played server: its own side of things goes on top. */
export function contractServer<S extends PlayedServer>(
  server: S,
  own: Pick<ContractServer, "goodSettings" | "badSettings" | "faults" | "texts"> &
    Partial<ContractServer>,
): ContractServer {
  return {
    hosts: [server.host],
    fail: (fault) => server.fail(fault),
    lent: server.files,
    lendUrl: server.url,
    ...(server.presented ? { presented: server.presented } : {}),
    ...own,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Somebody at the network who changes or deletes what stands there, in a played server's own memory. */
export function tamperer<K, T extends object>(
  kept: Map<K, T>,
  field: keyof T & string,
  /** What the network notes beside an edit: its time, its number. */
  noted: (each: T) => Partial<T> = () => ({}),
) {
  return (text: string, now: string | undefined): void => {
    for (const [id, each] of kept) {
      if (each[field] !== text) continue;
      if (now === undefined) kept.delete(id);
      else Object.assign(each, { [field]: now }, noted(each));
    }
  };
}

/** The form of a connection together with what the owner's yes brought back. */
export function consentedForm(
  connector: Connector,
  server: { consents: { approve(url: string): { code: string } } },
  form: Words,
): Record<string, string> {
  const redirectUri = "https://beat.example/console/channels/consented";
  const { verifier, challenge } = freshProof();
  const url = connector.consentUrl?.(form, { state: "s", challenge, redirectUri }) ?? "";
  return { ...form, code: server.consents.approve(url).code, verifier, redirectUri };
}

export interface ConnectorWorld<S> extends AsyncDisposable {
  server: S;
  net: Net;
  account: Account;
}

/** A server of a network, with faults of its own. */
type OwnServer = AsyncDisposable & { host: string; url: string; files?: Map<string, Uint8Array> };

/** A server and an account connected to it, for the tests of one connector. Both end when connecting fails. */
export async function connectedWorld<S extends OwnServer>(
  connector: Connector,
  server: S,
  settings: Words,
  deadlineMs = 20_000,
): Promise<ConnectorWorld<S>> {
  const client = openSafeClient({ clock: systemClock, allowPrivate: [server.host] });
  const net = contractNet(client, deadlineMs, {
    ...(server.files ? { lent: server.files } : {}),
    lendUrl: server.url,
  });
  await using ending = new AsyncDisposableStack();
  ending.use(server);
  ending.defer(() => client.close());
  const account = accountOf(await connector.authorize(net, settings));
  const kept = ending.move();
  return { server, net, account, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** An attempt whose progress is kept, as the sender keeps it. */
export function keepingAttempt(): { kept: { progress?: unknown }; attempt: Attempt } {
  const kept: { progress?: unknown } = {};
  const keep = async (progress: unknown) => void (kept.progress = structuredClone(progress));
  return { kept, attempt: { ...freshAttempt(), keep } };
}
