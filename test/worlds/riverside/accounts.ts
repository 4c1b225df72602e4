import { allBeats } from "#agency";
import { beatOf, connectChannel, type Channel } from "#channels";
import { beatActor } from "../../../src/channels/fediverse/addresses.ts";
import type { Practice } from "../practice.ts";
import { who } from "./people.ts";
import type { Story } from "./story.ts";

/** The practice accounts that stand for the agency's own, so named that nobody takes them for true ones. */
const practised = [
  ["Bluesky (practice)", "riversidefalls-pd", "yes"],
  ["Facebook (practice)", "RiversideFallsPD", "yes"],
  ["Instagram (practice)", "riversidefallspd", "yes"],
  ["Nextdoor (practice)", "riverside-falls-police", "yes"],
  ["X (practice)", "RiversideFalls_PD", "no"],
] as const;

/** Each account as the administrator connects it, with the beat that it speaks for. */
export async function connectAll(story: Story, practice: Practice): Promise<Channel[]> {
  const channels = [await connect(story, "website", "Newsroom", {})];
  for (const [name, handle, keys] of practised) {
    const { token } = practice.network.createAccount(handle, `Riverside PD, ${name}`);
    channels.push(
      await connect(story, "sandbox", name, { url: practice.network.url, token, keys }),
    );
  }
  channels.push(await connect(story, "email", "E-mail list (practice)", letters(practice)));
  return [...channels, ...(await connectActors(story))];
}

/** People subscribe to it themselves; its relay is the practice one, so no letter ever leaves this machine. */
function letters({ mail }: Practice): Record<string, string> {
  return {
    host: mail.host,
    port: String(mail.port),
    security: "none",
    from: "news@riversidefalls.example",
    name: "Riverside Police Department",
    listId: "news.riversidefalls.example",
    who: "subscribers",
  };
}

/**
 * The agency's own fediverse actors: `news`, and one for each beat. They are on this installation and no practice: what
 * anybody asks of them is answered for the address on which the demo is served now. Ids of what was posted keep the
 * address on which the month was lived, as ids must. Nothing of them leaves: an inbox of a demonstration takes nothing,
 * so nobody follows, and there is no inbox to bring a post to.
 */
async function connectActors(story: Story): Promise<Channel[]> {
  const beats = await allBeats(story.system);
  const actors = [
    ["Fediverse: the agency", "news"],
    ...beats.map(({ code }) => [`Fediverse: beat ${code}`, beatActor(code)] as const),
  ] as const;
  const connected: Channel[] = [];
  for (const [name, actor] of actors)
    connected.push(await connect(story, "fediverse", name, { actor }));
  return connected.map((one) => ({ ...one, beatId: beatOf(one, beats) }));
}

async function connect(
  story: Story,
  network: string,
  name: string,
  input: Record<string, string>,
): Promise<Channel> {
  const { networks } = story.assembly;
  story.clock.advance(2 * 60_000);
  const administrator = await story.as(who.administrator);
  return connectChannel(
    administrator,
    networks.net(administrator, AbortSignal.timeout(10_000)),
    networks.connector(administrator, network),
    { network, name, isPublic: true, input },
  );
}
