/** Everything public (ActivityStreams vocabulary, ActivityPub §5.6). */
export const everybody = "https://www.w3.org/ns/activitystreams#Public";

/** The media type that ActivityPub §3.2 wants. */
export const activityType = "application/activity+json";

/** Where our actors and what they say have their addresses; they are ids, and stay for good. */
export function addresses(origin: string) {
  const actor = (name: string) => `${origin}/ap/actors/${name}`;
  return {
    origin,
    /** "news@riversidefalls.example": what people type. */
    handle: (name: string) => `${name}@${new URL(origin).host}`,
    actor,
    inbox: (name: string) => `${actor(name)}/inbox`,
    sharedInbox: `${origin}/ap/inbox`,
    outbox: (name: string) => `${actor(name)}/outbox`,
    followers: (name: string) => `${actor(name)}/followers`,
    mainKey: (name: string) => `${actor(name)}#main-key`,
    proofKey: (name: string) => `${actor(name)}#proof-key`,
    object: (id: string) => `${origin}/ap/notes/${id}`,
    activity: (id: string) => `${origin}/ap/activities/${id}`,
    file: (sha256: string, type: string) => `${origin}/ap/media/${sha256}.${endingOf(type)}`,
  };
}

export type Addresses = ReturnType<typeof addresses>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in the address of something that our actors said; undefined for every other address. */
export function objectIdIn(origin: string, address: string): string | undefined {
  const prefix = `${origin}/ap/notes/`;
  if (!address.startsWith(prefix)) return undefined;
  const id = address.slice(prefix.length);
  return uuid.test(id) ? id : undefined;
}

/** The name in the address of one of our actors. */
export function actorNameIn(origin: string, address: string): string | undefined {
  const prefix = `${origin}/ap/actors/`;
  if (!address.startsWith(prefix)) return undefined;
  const name = address.slice(prefix.length);
  return isActorName(name) ? name : undefined;
}

/** The agency's own actor. */
export const agencyActor = "news";

/** "3" → "beat-3", "3 North" → "beat-3-north": only what every server takes in a name. */
export function beatActor(code: string): string {
  const plain = code
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `beat-${plain}`;
}

function isActorName(name: string): boolean {
  return name === agencyActor || /^beat-[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

const endings: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/webm": "webm",
  "text/vtt": "vtt",
};

function endingOf(type: string): string {
  return endings[type] ?? "bin";
}
