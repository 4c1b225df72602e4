import { z } from "zod";
import { objectiveKey } from "#policy";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

const textMax = limit(
  "post.text",
  20_000,
  "characters",
  "the newsroom's own limit; networks have smaller ones",
);
const mediaMax = limit("post.media", 10, "pictures", "the most any connected network takes");
const channelsMax = limit("post.channels", 60, "channels", "all channels an agency may have");
const beatsMax = limit("post.beats", 100, "beats", "of one post");
const threadMax = limit(
  "post.thread",
  24,
  "posts",
  "that follow the first; a longer text is a page",
);
const pollMax = limit("post.poll", 10, "answers", "the most any connected network takes");
const altMax = limit("post.alt", 2_000, "characters", "longer descriptions belong in the text");

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const local = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

const text = z.string().max(textMax);
const variant = z.strictObject({
  text: text.optional(),
  title: z.string().max(200).optional(),
  /** Goes without pictures and videos here. */
  plain: z.literal(true).optional(),
});
const mediaEntry = z.strictObject({
  sha256: hash,
  alt: z.string().max(altMax),
  /** Law on booking photographs differs by state; left out where it is none. */
  isBookingPhoto: z.literal(true).optional(),
  /** Of a video: its caption track (WebVTT). Without one it is not sent. */
  captions: z
    .strictObject({
      sha256: hash,
      language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
    })
    .optional(),
  /** Of a video: the picture that stands for it before it plays. */
  poster: hash.optional(),
});
const channels = z.array(z.uuid()).max(channelsMax);

/** The form in which a network shows the message. Each names its channels, so that an approver sees what goes where. */
const shapes = {
  /** Posts that follow the first one on these channels; on all others their words are part of the one message. */
  thread: z
    .strictObject({
      parts: z
        .array(
          z.strictObject({
            text: text.min(1),
            media: z.array(mediaEntry).max(mediaMax).default([]),
          }),
        )
        .min(1)
        .max(threadMax),
      channels,
    })
    .optional(),
  /** Our own comment under the post, once it stands. */
  firstComment: z.strictObject({ text: text.min(1), channels }).optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().trim().min(1).max(200)).min(2).max(pollMax),
      minutes: z
        .int()
        .min(5)
        .max(60 * 24 * 31),
      channels,
    })
    .optional(),
  /** A live stream that begins at this time on these channels; elsewhere the message goes as it is. */
  live: z.strictObject({ local, zone: z.string().max(60), channels }).optional(),
  /** Links to these hosts say where a reader came from (`utm_source` is the network's name). */
  campaign: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        .max(60),
      hosts: z
        .array(z.string().regex(/^[a-z0-9.-]+(:\d+)?$/))
        .min(1)
        .max(20),
    })
    .optional(),
  /** For people in its beats alone: a channel whose network cannot do that keeps it in, unless it is named below. */
  onlyBeats: z.literal(true).optional(),
  /** Channels where it goes to everybody all the same. */
  everybodyOn: channels.optional(),
};

const ofVersion = { id: z.uuid(), version: z.int(), sha256: hash };
/** A message of an alert is never changed; all else has versions. */
const carried = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("alert-message"), id: z.uuid(), sha256: hash }),
  z.strictObject({ kind: z.literal("notice"), ...ofVersion }),
]);

/**
 * What the approval hash covers (core A1): every word, picture, description, channel and time. Times are
 * what a person chose, local with the zone; they are resolved at use.
 */
export const postContent = z.strictObject({
  title: z.string().max(200).default(""),
  text: text.default(""),
  link: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      title: z.string().max(300),
      description: z.string().max(1_000),
      imageSha256: hash.optional(),
    })
    .nullable()
    .default(null),
  media: z.array(mediaEntry).max(mediaMax).default([]),
  channels: channels.default([]),
  ...shapes,
  variants: z.record(z.uuid(), variant).default({}),
  class: z.string().max(60).default("routine"),
  /** A key of the strategy: which objective it serves. Held to the one in force when it is handed in. */
  purpose: objectiveKey.default("inform"),
  /** The beats that it is about; none: the whole jurisdiction. */
  beats: z.array(z.uuid()).max(beatsMax).default([]),
  /** The template it was made from, with the version; posts of one alert share a number. */
  template: z.strictObject({ id: z.uuid(), version: z.number().int(), alert: z.uuid() }).optional(),
  /** What another slice holds that these words tell of: with this hash, that version of it is what is approved. */
  carries: carried.optional(),
  /** Of a version that follows a published one: what was put right, in words for the public. */
  correction: z.string().max(500).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default("en"),
  publish: z
    .discriminatedUnion("when", [
      z.strictObject({ when: z.literal("when-approved") }),
      z.strictObject({ when: z.literal("at"), local, zone: z.string().max(60) }),
      /** Approved beforehand, and out when somebody says so: the cancel of an alert. */
      z.strictObject({ when: z.literal("armed") }),
    ])
    .default({ when: "when-approved" }),
  /** When it is taken back everywhere by itself; left out where it may stand. */
  takeDown: z.strictObject({ local, zone: z.string().max(60) }).optional(),
  /** Past this many minutes after its time a delivery expires instead of going out late. */
  lateMinutes: z
    .number()
    .int()
    .min(5)
    .max(7 * 24 * 60)
    .default(24 * 60),
});

export type PostContent = z.infer<typeof postContent>;
export type PostContentDraft = z.input<typeof postContent>;

const formVersion = 1;

/** SHA-256 over RFC 8785 canonical JSON, with the version number of this form (core A1). */
export function approvalHash(postId: string, content: PostContent): string {
  return sha256(
    canonicalize({
      form: formVersion,
      post: postId,
      content: {
        ...content,
        channels: [...content.channels].sort(),
        beats: [...content.beats].sort(),
      },
    }),
  ).toString("hex");
}

/** The pictures of the message and of what follows it, in their order. */
export function mediaIn({ media, thread }: PostContent): PostContent["media"] {
  return [...media, ...(thread?.parts ?? []).flatMap((part) => part.media)];
}

/** Every picture, video and track of a content, the link card's too: what the record keeps with it. */
export function picturesOf(content: PostContent): string[] {
  const hashes = mediaIn(content).flatMap(({ sha256: name, captions, poster }) => [
    name,
    ...(captions ? [captions.sha256] : []),
    ...(poster ? [poster] : []),
  ]);
  const { link } = content;
  return [...new Set(link?.imageSha256 ? [...hashes, link.imageSha256] : hashes)];
}

/** What is said on one channel: the variant's words where there are some, else the message's. */
export function wordsFor(content: PostContent, channelId: string): { text: string; title: string } {
  const own = content.variants[channelId];
  return { text: own?.text ?? wholeText(content, channelId), title: own?.title ?? content.title };
}

/** Where a thread does not go as one, all of it is one message. */
function wholeText({ text: first, thread }: PostContent, channelId: string): string {
  if (!thread || thread.channels.includes(channelId)) return first;
  return [first, ...thread.parts.map((part) => part.text)].filter(Boolean).join("\n\n");
}

/** Words of a content that stand in none of the message's own fields, by the name that findings give their place. */
export function furtherWords({ thread, firstComment, poll }: PostContent): Record<string, string> {
  return {
    ...Object.fromEntries((thread?.parts ?? []).map((part, at) => [`thread-${at + 2}`, part.text])),
    ...(firstComment ? { comment: firstComment.text } : {}),
    ...(poll ? { poll: poll.options.join("\n") } : {}),
  };
}
