import { asSystem, type Ctx } from "#platform/context.ts";
import { nowMs, type Temporal } from "#platform/clock.ts";
import { openAccount } from "./accounts.ts";
import { mustBeAimed } from "./aiming.ts";
import type { Account } from "./account.ts";
import type { Attempt, Finding, Published, Remote } from "./attempt.ts";
import { mustHaveBytes } from "./carried-bytes.ts";
import type { Connector, Net } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { SendError } from "./send-error.ts";
import { type Budget, budgetsOf } from "./budget.ts";
import type { Networks } from "./networks.ts";
import { fanOutFinding } from "./fan-out.ts";
import { hasSubscribers, wayOf } from "./subscribed.ts";
import { giveUseBack, takeUse } from "./uses.ts";

export interface SendOrder {
  agencyId: string;
  channelId: string;
  message: OutboundMessage;
  attempt: Omit<Attempt, "startedAt"> & { startedAt: Temporal.Instant };
  /** A life-safety post may use the whole of the network's budgets (core D8). */
  isLifeSafety?: boolean;
  /** Given for an edit or a removal: what is to be changed. */
  remote?: Remote;
  /** The last gate, asked before each request that changes something; it rejects with a SendError (core D4). */
  gate?: () => Promise<void>;
}

interface OpenAccount {
  connector: Connector;
  net: Net;
  account: Account;
}

const accountMs = 1_000;

/** The sender: the one place where a credential is open and a byte may leave for a network. */
export class Sender {
  readonly #ctx: Ctx;
  readonly #networks: Networks;
  readonly #opened = new Map<string, { at: number; account: ReturnType<typeof openAccount> }>();

  constructor(ctx: Ctx, networks: Networks) {
    this.#ctx = ctx;
    this.#networks = networks;
  }

  publish(order: SendOrder, signal: AbortSignal): Promise<Outcome> {
    return this.#try(order, signal, async ({ connector, net, account }) => {
      mustBeAimed(connector, order.message);
      await mustHaveBytes(this.#ctx, order);
      const { budgets = [] } = connector.capabilities;
      const attempt = { ...order.attempt, isLifeSafety: order.isLifeSafety ?? false };
      const act = () => connector.publish(net, account, order.message, attempt);
      if (budgets.length === 0) return act();
      // What the account itself was told by its network comes before what is documented for all.
      return this.#withinBudget(order, budgetsOf(budgets, account), act);
    });
  }

  /** A place is taken before a byte leaves, and given back when the network provably took nothing. */
  async #withinBudget(
    order: SendOrder,
    budgets: readonly Budget[],
    act: () => Promise<Published>,
  ): Promise<Published> {
    const ctx = asSystem(this.#ctx, "sender", order.agencyId);
    const use = await takeUse(ctx, order.channelId, {
      budgets,
      what: usedBy(order.message),
      isLifeSafety: order.isLifeSafety ?? false,
    });
    try {
      return await act();
    } catch (error) {
      const isTaken = !(error instanceof SendError) || error.class === "unknown";
      if (use !== undefined && !isTaken) await giveUseBack(ctx, use);
      throw error;
    }
  }

  edit(order: SendOrder & { remote: Remote }, signal: AbortSignal): Promise<Outcome> {
    return this.#try(order, signal, async ({ connector, net, account }) => {
      if (!connector.edit) throw new SendError("refused", `${connector.title} has no edits.`);
      mustBeAimed(connector, order.message);
      await mustHaveBytes(this.#ctx, order);
      return connector.edit(net, account, order.remote, order.message, order.attempt);
    });
  }

  remove(order: SendOrder & { remote: Remote }, signal: AbortSignal): Promise<Outcome> {
    return this.#try(order, signal, async ({ connector, net, account }) => {
      if (!connector.remove)
        throw new SendError("refused", `${connector.title} cannot take a post back.`);
      await connector.remove(net, account, order.remote);
      return { ...order.remote, native: { removed: true } };
    });
  }

  /** Looks for a lost answer's post on the network itself. Never throws: not knowing is an answer. */
  async find(order: SendOrder, signal: AbortSignal): Promise<Finding> {
    try {
      const { connector, net, account } = await this.#open(order, signal);
      if (hasSubscribers(connector.network, account.settings)) return fanOutFinding;
      if (!connector.find)
        return { found: false, absent: false, why: `${connector.title} offers no look-up` };
      return await connector.find(net, account, order.message, order.attempt);
    } catch (error) {
      return {
        found: false,
        absent: false,
        why: error instanceof Error ? error.message : String(error),
      };
    }
  }

  /**
   * A letter to people who work here, through the relay of one of the agency's e-mail channels. The
   * channel's own readers get nothing.
   */
  letter(order: SendOrder, to: readonly string[], signal: AbortSignal): Promise<Outcome> {
    return this.#try(order, signal, async ({ connector, net, account }) => {
      const staff = { recipients: to.join("\n"), who: "list", listId: "staff", unsubscribe: "" };
      const settings = { ...account.settings, ...staff };
      return connector.publish(net, { ...account, settings }, order.message, order.attempt);
    });
  }

  async #open(order: SendOrder, signal: AbortSignal): Promise<OpenAccount> {
    const ctx = asSystem(this.#ctx, "sender", order.agencyId);
    const { channel, account: opened } = await this.#account(ctx, order.channelId);
    const account = this.#withReaders(ctx, channel.network, opened, order);
    if (channel.endedAt !== null) throw new SendError("refused", "This channel was ended.");
    const connector = this.#networks.connector(ctx, channel.network);
    const net = gated(this.#networks.net(ctx, signal), order.gate);
    return { connector, net, account };
  }

  /** Who subscribed to the channel, where it is one that people subscribe to. */
  #withReaders(ctx: Ctx, network: string, account: Account, order: SendOrder): Account {
    const { readership } = this.#networks;
    const way = wayOf(network);
    if (!readership || !way) return account;
    const { channelId, isLifeSafety = false } = order;
    return {
      ...account,
      readers: ({ key }, message) =>
        readership.open(ctx, { key, channelId, way, message, isLifeSafety }),
    };
  }

  /** A burst opens an account once a second and not a thousand times; an ended one is gone within that (core P3). */
  #account(ctx: Ctx, channelId: string): ReturnType<typeof openAccount> {
    const now = nowMs(this.#ctx.clock);
    const known = this.#opened.get(channelId);
    if (known && now - known.at < accountMs && now >= known.at) return known.account;
    const account = openAccount(ctx, channelId).then(({ channel, account: opened }) => ({
      channel,
      account: {
        ...opened,
        renewed: async (credential: Readonly<Record<string, string>>) => {
          this.#opened.delete(channelId);
          await opened.renewed(credential);
        },
      },
    }));
    account.catch(() => this.#opened.delete(channelId));
    this.#opened.set(channelId, { at: now, account });
    return account;
  }

  async #try(
    order: SendOrder,
    signal: AbortSignal,
    act: (open: OpenAccount) => Promise<Published>,
  ): Promise<Outcome> {
    try {
      const remote = await act(await this.#open(order, signal));
      // Core D2: `sent` needs the network's own id.
      if (!remote.id)
        return {
          state: "unknown",
          reason: "The network answered without an id.",
          answer: remote.native,
          mayStillArrive: false,
        };
      return { state: "sent", remote };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

/** Which of an account's budgets a message draws on. */
function usedBy({ live, replyTo }: OutboundMessage): Budget["what"] {
  if (live) return "live-streams";
  return replyTo === undefined ? "posts" : "replies";
}

/** An upload, the post itself, each letter of a mailing: whatever changes something asks first. */
function gated(net: Net, gate: SendOrder["gate"]): Net {
  if (gate === undefined) return net;
  return {
    ...net,
    async fetch(input, init) {
      const method = init?.method ?? "GET";
      if (method !== "GET" && method !== "HEAD") await gate();
      return net.fetch(input, init);
    },
  };
}
