import type { Channel } from "#channels";
import { addMedia, describeMedia, recordRights, type RightsDraft } from "#media";
import type { PostContentDraft } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { drawn, pictures, type PictureName } from "./pictures.ts";
import type { Told } from "./told.ts";

type Words = Pick<Told, "title" | "text" | "class" | "purpose" | "short" | "picture">;

const letterClasses = new Set(["alert", "missing-person", "traffic", "officer-involved", "event"]);

/**
 * Where a message goes: Instagram takes pictures only, the letter what people asked to be told. A beat's own actor tells
 * what is of its beat, the agency's what is of none.
 */
function channelsFor(
  words: Words,
  beats: readonly string[],
  channels: readonly Channel[],
): Channel[] {
  return channels.filter(
    ({ name, network, beatId }) =>
      !(name.startsWith("Instagram") && words.picture === undefined) &&
      !(network === "email" && !letterClasses.has(words.class)) &&
      !(network === "fediverse" && beatId === null && beats.length > 0) &&
      (beatId === null || beats.includes(beatId)),
  );
}

/** A message for these channels: whole on the newsroom and in the letter, shorter where little fits. */
export function contentOf(
  words: Words,
  channels: readonly Channel[],
  beats: readonly string[],
  media: PostContentDraft["media"] = [],
): PostContentDraft {
  const { title, text, short } = words;
  const chosen = channelsFor(words, beats, channels);
  const whole = chosen.filter(({ network }) => network === "website" || network === "email");
  const onX = short ? chosen.filter(({ name }) => name.startsWith("X ")) : [];
  return {
    title,
    text: fitting(title, text),
    class: words.class,
    purpose: words.purpose,
    channels: chosen.map(({ id }) => id),
    media,
    beats: [...beats],
    variants: Object.fromEntries([
      ...whole.map(({ id }) => [id, { text, title }]),
      ...onX.map(({ id }) => [id, { text: short }]),
    ]),
  };
}

/** Title and text where the practice accounts take 500 characters. */
function fitting(title: string, text: string): string {
  const whole = `${title}\n\n${text}`;
  if ([...whole].length <= 490) return whole;
  const cut = [...text].slice(0, 440 - title.length).join("");
  return `${title}\n\n${cut.replace(/\S*$/, "")}… More on our newsroom.`;
}

const maps = ["map", "traffic"];
const tags: Partial<Record<PictureName, string[]>> = {
  millStClosed: maps,
  millStOpen: maps,
  fallsPkwy: maps,
  breakIns: ["map", "prevention"],
  evacuation: ["map", "evacuation"],
  evacuationLifted: ["map", "evacuation"],
  coffee: ["event"],
  dog: ["K9"],
  bikeLights: ["prevention", "event"],
  raincoat: ["missing person"],
  scamCall: ["prevention"],
};

/** Most are our own; two are not, so that the library shows what that asks for. */
function rightsTo(ctx: Ctx, name: PictureName): RightsDraft {
  const day = ctx.clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  if (name === "raincoat")
    return {
      source: "family",
      consentNote: "Drawn from what her mother told Sgt. Diaz by telephone; she agreed to its use.",
      allowedUses: "Until Mia is found",
    };
  if (name === "coffee")
    return {
      source: "licensed",
      credit: "Old Town library",
      allowedUses: "Events at the library",
      untilDate: day.add({ days: 60 }).toString(),
    };
  return { source: "staff", credit: "Riverside Falls PD" };
}

/** Uploads a drawn picture as this person. */
export async function withPicture(
  ctx: Ctx,
  name: PictureName | undefined,
  alt = name === undefined ? "" : pictures[name].alt,
): Promise<NonNullable<PostContentDraft["media"]>> {
  if (name === undefined) return [];
  const { sha256 } = await addMedia(ctx, { name: `${name}.png`, bytes: await drawn(name) });
  await describeMedia(ctx, sha256, { altEn: pictures[name].alt, tags: tags[name] ?? [] });
  await recordRights(ctx, sha256, rightsTo(ctx, name));
  return [{ sha256, alt }];
}
