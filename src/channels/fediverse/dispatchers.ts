import { ownAgency } from "#agency";
import { actorByName, openActors, rolesOf } from "./actors.ts";
import type { Addresses } from "./addresses.ts";
import { followerCount } from "./followers.ts";
import { importKey, publicNames } from "./keys.ts";
import type { Vocabulary } from "./library.ts";
import { createsOf, lifeSafetyNow, objectCount } from "./outbox.ts";
import type { Server } from "./server.ts";
import { asHtml } from "./words.ts";

const pageSize = 20;

/** What our actors are, by name; who follows them is counted and never listed. */
export function setDispatchers(server: Server, at: Addresses, vocabulary: Vocabulary): void {
  const { Activity, Note, Tombstone } = vocabulary;
  server
    .setActorDispatcher("/ap/actors/{identifier}", async ({ data: { ctx } }, name) => {
      const row = await actorByName(ctx, name);
      if (!row) return null;
      if (row.endedAt !== null) return new Tombstone({ id: new URL(at.actor(name)) });
      return actorOf(at, vocabulary, {
        name,
        settings: row.settings,
        role: (await rolesOf(ctx)).find((one) => one.name === name),
        disclaimer: (await ownAgency(ctx)).disclaimer,
      });
    })
    // What is shown of the keys is on the actor; the private halves are opened to send, and never to be asked.
    .setKeyPairsDispatcher(() => [])
    .mapAlias(async ({ data: { ctx } }, resource) => {
      if (resource.origin !== at.origin) return null;
      const role = (await rolesOf(ctx)).find(({ page }) => page === resource.pathname);
      return role ? { identifier: role.name } : null;
    });
  server
    .setOutboxDispatcher("/ap/actors/{identifier}/outbox", async (context, name, cursor) => {
      const { ctx } = context.data;
      const row = await actorByName(ctx, name);
      if (!row || row.endedAt !== null) return null;
      const told = await createsOf(ctx, row.channelId, cursor ?? "", pageSize);
      const items = await Promise.all(
        told.map(({ body }) => Activity.fromJsonLd(JSON.parse(body), context)),
      );
      return { items, nextCursor: told.length === pageSize ? (told.at(-1)?.id ?? null) : null };
    })
    .setFirstCursor(() => "")
    .setCounter(async ({ data: { ctx } }, name) => {
      const row = await actorByName(ctx, name);
      return row ? objectCount(ctx, row.channelId) : 0;
    });
  server
    .setFollowersDispatcher("/ap/actors/{identifier}/followers", () => ({ items: [] }))
    .setCounter(async ({ data: { ctx } }, name) => {
      const row = await actorByName(ctx, name);
      return row ? followerCount(ctx, row.channelId) : 0;
    });
  server.setFeaturedDispatcher("/ap/actors/{identifier}/featured", async (context, name) => {
    const { ctx } = context.data;
    const row = await actorByName(ctx, name);
    if (!row) return null;
    const bodies = await lifeSafetyNow(ctx, row.channelId);
    return {
      items: await Promise.all(bodies.map((body) => Note.fromJsonLd(JSON.parse(body), context))),
    };
  });
  server.setNodeInfoDispatcher("/ap/nodeinfo/2.1", async ({ data: { ctx } }) => {
    const actors = await openActors(ctx);
    const posts = await Promise.all(actors.map(({ channelId }) => objectCount(ctx, channelId)));
    return {
      software: { name: "openbeat", version: "0.1.0" },
      protocols: ["activitypub"],
      services: { inbound: [], outbound: ["atom1.0", "rss2.0"] },
      openRegistrations: false,
      usage: {
        users: { total: actors.length },
        localPosts: posts.reduce((sum, one) => sum + one, 0),
        localComments: 0,
      },
    };
  });
}

interface ActorFacts {
  name: string;
  settings: Readonly<Record<string, string>>;
  role: { title: string; page: string } | undefined;
  disclaimer: string;
}

async function actorOf(
  at: Addresses,
  { CryptographicKey, Endpoints, Multikey, Organization }: Vocabulary,
  { name, settings, role, disclaimer }: ActorFacts,
) {
  const url = (text: string) => new URL(text);
  const id = url(at.actor(name));
  const key = (kind: "rsa" | "ed25519") =>
    importKey(kind, "verify", settings[publicNames[kind]] ?? "");
  return new Organization({
    id,
    preferredUsername: name,
    name: role?.title ?? name,
    summary: disclaimer === "" ? null : asHtml(disclaimer),
    url: url(`${at.origin}${role?.page ?? "/"}`),
    inbox: url(at.inbox(name)),
    outbox: url(at.outbox(name)),
    followers: url(at.followers(name)),
    featured: url(`${at.actor(name)}/featured`),
    endpoints: new Endpoints({ sharedInbox: url(at.sharedInbox) }),
    manuallyApprovesFollowers: false,
    discoverable: true,
    indexable: true,
    publicKey: new CryptographicKey({
      id: url(at.mainKey(name)),
      owner: id,
      publicKey: await key("rsa"),
    }),
    assertionMethods: [
      new Multikey({ id: url(at.proofKey(name)), controller: id, publicKey: await key("ed25519") }),
    ],
  });
}
