import { bluesky } from "../../src/channels/bluesky/bluesky.ts";
import { consentedForm } from "../../src/channels/contract-server.ts";
import { linkedin } from "../../src/channels/linkedin/linkedin.ts";
import { nextdoor } from "../../src/channels/nextdoor/nextdoor.ts";
import { tiktok } from "../../src/channels/tiktok/tiktok.ts";
import { x } from "../../src/channels/x/x.ts";
import { youtube } from "../../src/channels/youtube/youtube.ts";
import { hasBlueskyPds, startBlueskyPds } from "../../test/networks/bluesky.ts";
import { startDiscord } from "../../test/networks/discord.ts";
import { startFacebook } from "../../test/networks/facebook.ts";
import { startInstagram } from "../../test/networks/instagram.ts";
import { startLinkedin } from "../../test/networks/linkedin.ts";
import { startMastodon } from "../../test/networks/mastodon.ts";
import { startNextdoor } from "../../test/networks/nextdoor.ts";
import { startSms } from "../../test/networks/sms.ts";
import { startSmtp } from "../../test/networks/smtp.ts";
import { startTelegram } from "../../test/networks/telegram.ts";
import { startThreads } from "../../test/networks/threads.ts";
import { startTiktok } from "../../test/networks/tiktok.ts";
import { startWhatsapp } from "../../test/networks/whatsapp.ts";
import { startX } from "../../test/networks/x.ts";
import { startYoutube } from "../../test/networks/youtube.ts";

/** One network's server by its published rules, and how it is seen from its own side. */
export interface PlayedNetwork {
  network: string;
  hosts: readonly string[];
  /** What is typed to connect it. */
  input: Readonly<Record<string, string>>;
  /** What a post must carry to be shown there at all. */
  carries: "text" | "picture" | "video";
  /** The texts that are public, each as often as it stands there. */
  texts(): readonly string[] | Promise<readonly string[]>;
  /** Takes what it is given and resets the connection instead of answering; undefined where it cannot. */
  loseAnswers?: (isOn: boolean) => void;
  stop(): Promise<void>;
}

type Played = Omit<PlayedNetwork, "carries" | "stop"> &
  Partial<Pick<PlayedNetwork, "carries">> & { server: AsyncDisposable };

const recipients = "+15550111";
const lost = (server: { fail(fault: "reset-after-accept" | undefined): void }) => (isOn: boolean) =>
  server.fail(isOn ? "reset-after-accept" : undefined);

/** A server for every network that a connector knows, each on a port of 127.0.0.1. */
export async function playEveryNetwork(): Promise<PlayedNetwork[]> {
  const all = await Promise.all([...plainPlays, ...consentedPlays].map((play) => play()));
  if (hasBlueskyPds) all.push(await playBluesky());
  return all.map(({ server, ...one }) => ({
    carries: "text",
    ...one,
    stop: async () => server[Symbol.asyncDispose](),
  }));
}

/** Connected by what is typed: a token of the network's own, or a relay's sign-in. */
const plainPlays: readonly (() => Promise<Played>)[] = [
  async () => {
    const server = await startFacebook();
    const { url: endpoint, host, appId, appSecret, userToken: token } = server;
    return {
      server,
      network: "facebook",
      hosts: [host],
      input: { endpoint, appId, appSecret, token, verifyToken: "our-verify-word" },
      texts: () => [...server.posts.values()].map(({ message }) => message),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startInstagram();
    const { url: endpoint, host, appId, appSecret, userToken: token } = server;
    return {
      server,
      network: "instagram",
      hosts: [host],
      carries: "picture",
      input: { endpoint, appId, appSecret, token },
      texts: () => [...server.media.values()].map(({ caption }) => caption),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startThreads();
    const { url: endpoint, host, appId, appSecret } = server;
    return {
      server,
      network: "threads",
      hosts: [host],
      input: { endpoint, appId, appSecret, token: server.token() },
      texts: () => [...server.posts.values()].map(({ text }) => text),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startTelegram();
    return {
      server,
      network: "telegram",
      hosts: [server.host],
      input: { endpoint: server.url, token: server.token, chat: "@riversidepd" },
      texts: () => [...server.messages.values()].map(({ text }) => text),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startDiscord();
    return {
      server,
      network: "discord",
      hosts: [server.host],
      input: { endpoint: server.url, token: server.token, channel: server.channel },
      texts: () => [...server.messages.values()].map(({ content }) => content),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startWhatsapp();
    const { url: endpoint, host, number, token, appSecret } = server;
    const templates = { template: "agency_news", pictureTemplate: "agency_picture" };
    return {
      server,
      network: "whatsapp",
      hosts: [host],
      input: { endpoint, number, token, appSecret, ...templates, recipients, price: "0.0034" },
      texts: () => server.messages.map(({ text }) => text),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startSms();
    const { url: endpoint, host, account, token, from } = server;
    return {
      server,
      network: "sms",
      hosts: [host],
      input: { endpoint, account, token, from, recipients, price: "0.0083" },
      texts: () => server.messages.map(({ body }) => body),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startMastodon();
    return {
      server,
      network: "mastodon",
      hosts: [server.host],
      input: { url: server.url, token: server.createUser("tiny").token },
      texts: () => [...server.statuses.values()].map(({ text }) => text),
      loseAnswers: (isOn) => server.fail(isOn ? { resetAfterAccept: true } : {}),
    };
  },
  async () => {
    const server = await startSmtp();
    const { host, port, user, password } = server;
    return {
      server,
      network: "email",
      hosts: [`${host}:${port}`],
      input: {
        host,
        port: String(port),
        user,
        password,
        security: "none",
        from: "news@tinycounty.example",
        name: "Tiny County Sheriff",
        unsubscribe: "https://tinycounty.example/unsubscribe?who={recipient}",
        recipients: "one@example.test",
      },
      texts: () => server.letters.map(({ text }) => text.split("\n")[0]?.trim() ?? ""),
      loseAnswers: (isOn) => server.fail(isOn ? { resetAfterData: true } : {}),
    };
  },
];

/** Connected by an owner's yes on the network's own page. */
const consentedPlays: readonly (() => Promise<Played>)[] = [
  async () => {
    const server = await startX();
    const { url: endpoint, clientId, clientSecret } = server;
    const form = { endpoint, clientId, clientSecret, consumerSecret: "x-consumer-secret" };
    return {
      server,
      network: "x",
      hosts: [server.host],
      input: consentedForm(x, server, form),
      texts: () => [...server.posts.values()].map(({ text }) => text),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startLinkedin();
    const { url: endpoint, clientId, clientSecret } = server;
    return {
      server,
      network: "linkedin",
      hosts: [server.host],
      input: consentedForm(linkedin, server, { endpoint, clientId, clientSecret }),
      texts: () => [...server.posts.values()].map(({ commentary }) => commentary),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startNextdoor();
    const { url: endpoint, clientId, clientSecret } = server;
    return {
      server,
      network: "nextdoor",
      hosts: [server.host],
      input: consentedForm(nextdoor, server, { endpoint, clientId, clientSecret }),
      texts: () => [...server.posts.values()].map(({ body }) => body),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startTiktok();
    const { url: endpoint, clientId, clientSecret } = server;
    const form = { endpoint, clientId, clientSecret, visibility: "everyone" };
    return {
      server,
      network: "tiktok",
      hosts: [server.host],
      carries: "video",
      input: consentedForm(tiktok, server, form),
      texts: () => server.shown(),
      loseAnswers: lost(server),
    };
  },
  async () => {
    const server = await startYoutube();
    const { url: endpoint, clientId, clientSecret } = server;
    return {
      server,
      network: "youtube",
      hosts: [server.host],
      carries: "video",
      input: consentedForm(youtube, server, { endpoint, clientId, clientSecret }),
      texts: () => [...server.videos.values()].map(({ description }) => description),
      loseAnswers: lost(server),
    };
  },
];

/** The true server; what it is asked for it answers, always. */
async function playBluesky(): Promise<Played> {
  const server = await startBlueskyPds();
  const { handle: identifier, password, did } = await server.createAccount("tiny");
  const list = `${server.url}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.post`;
  return {
    server,
    network: bluesky.network,
    hosts: [server.host],
    input: { service: server.url, identifier, password },
    async texts() {
      const texts: string[] = [];
      for (let cursor: string | undefined = ""; cursor !== undefined;) {
        const answer = await fetch(`${list}&limit=100${cursor ? `&cursor=${cursor}` : ""}`);
        const page = (await answer.json()) as {
          cursor?: string;
          records: { value: { text: string } }[];
        };
        texts.push(...page.records.map(({ value }) => value.text));
        cursor = page.records.length > 0 ? page.cursor : undefined;
      }
      return texts;
    },
  };
}
