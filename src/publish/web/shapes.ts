import type { ChannelRow, PostContent } from "./api.ts";

export type Thread = NonNullable<PostContent["thread"]>;

const canDo = {
  thread: ({ capabilities }: ChannelRow) => capabilities.thread === true,
  comment: ({ capabilities }: ChannelRow) => capabilities.reply,
  poll: ({ capabilities }: ChannelRow) => capabilities.poll !== undefined,
  live: ({ capabilities }: ChannelRow) => capabilities.live !== undefined,
};

export type Shape = keyof typeof canDo;

/** Of the chosen channels, those whose network knows a shape. */
export function able(
  shape: Shape,
  { channels }: Pick<PostContent, "channels">,
  rows: readonly ChannelRow[],
): string[] {
  return rows.filter((row) => channels.includes(row.id) && canDo[shape](row)).map(({ id }) => id);
}

/**
 * Other channels were chosen: the thread and the poll go wherever they can, our comment where it was meant to, a live
 * stream where it was, or on the first that can.
 */
export function withChannels(
  content: PostContent,
  channels: string[],
  rows: readonly ChannelRow[],
): Partial<PostContent> {
  const { thread, poll, live, firstComment, everybodyOn } = content;
  const next = { channels };
  const openOn = everybodyOn?.filter((id) => channels.includes(id)) ?? [];
  return {
    channels,
    ...(everybodyOn && { everybodyOn: openOn.length > 0 ? openOn : undefined }),
    ...(thread && { thread: { ...thread, channels: able("thread", next, rows) } }),
    ...(poll && { poll: { ...poll, channels: able("poll", next, rows) } }),
    ...(live && { live: { ...live, channels: liveOn(live.channels, able("live", next, rows)) } }),
    ...(firstComment && {
      firstComment: {
        ...firstComment,
        channels: able("comment", next, rows).filter(
          (id) => firstComment.channels.includes(id) || !content.channels.includes(id),
        ),
      },
    }),
  };
}

/** One encoder sends to one place unless somebody says otherwise. */
export function liveOn(before: readonly string[], can: readonly string[]): string[] {
  const kept = before.filter((id) => can.includes(id));
  return kept.length > 0 ? kept : can.slice(0, 1);
}

type Variants = PostContent["variants"];

/** A channel goes without the post's pictures, or with them again. */
export function withPlain(variants: Variants, channelId: string, plain: boolean): Variants {
  const { plain: _before, ...words } = variants[channelId] ?? {};
  return withOwn(variants, channelId, plain ? { ...words, plain: true } : words);
}

/** A channel says what the message says again. */
export function withoutWords(variants: Variants, channelId: string): Variants {
  return withPlain(
    withOwn(variants, channelId, {}),
    channelId,
    variants[channelId]?.plain ?? false,
  );
}

function withOwn(variants: Variants, channelId: string, own: Variants[string]): Variants {
  const { [channelId]: _before, ...others } = variants;
  return Object.keys(own).length === 0 ? others : { ...others, [channelId]: own };
}

/**
 * A long text in pieces that fit: broken between paragraphs where that will do, else between sentences, else between
 * words. Counts graphemes; what a network counts otherwise its own meter shows.
 */
export function splitText(text: string, max: number): string[] {
  return gathered(text.trim().split(/\n{2,}/), "\n\n", max, (paragraph) =>
    gathered(sentences(paragraph), " ", max, (sentence) =>
      gathered(sentence.split(/\s+/), " ", max, (word) => sliced(word, max)),
    ),
  );
}

/** Joins pieces again as long as they fit; one that is too long by itself is broken further. */
function gathered(
  pieces: readonly string[],
  between: string,
  max: number,
  broken: (piece: string) => string[],
): string[] {
  const made: string[] = [];
  for (const piece of pieces) {
    const last = made.at(-1);
    const joined = last === undefined ? piece : `${last}${between}${piece}`;
    if (last !== undefined && lengthOf(joined) <= max) made[made.length - 1] = joined;
    else made.push(...(lengthOf(piece) <= max ? [piece] : broken(piece)));
  }
  return made;
}

function sentences(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text);
  return [...segments].map(({ segment }) => segment.trim()).filter(Boolean);
}

function sliced(word: string, max: number): string[] {
  const letters = [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment);
  const count = Math.ceil(letters.length / max);
  return Array.from({ length: count }, (_one, at) =>
    letters.slice(at * max, (at + 1) * max).join(""),
  );
}

function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

/** Hosts of the addresses in a message: what a campaign can tell visits of. */
export function hostsIn({ text, link, thread, firstComment }: PostContent): string[] {
  const further = (thread?.parts ?? []).map((part) => part.text);
  const all = [text, link?.url ?? "", ...further, firstComment?.text ?? ""].join(" ");
  const hosts = (all.match(/https?:\/\/[^\s<>"]+/g) ?? []).flatMap((url) =>
    URL.canParse(url) ? [new URL(url).host] : [],
  );
  return [...new Set(hosts)];
}

/** What a place named by a finding says: a later post of the thread, our comment, the poll's answers. */
export function furtherWordsAt(of: unknown, content: PostContent): string | undefined {
  if (of === "comment") return content.firstComment?.text;
  if (of === "poll") return content.poll?.options.join("\n");
  const number = /^thread-(\d+)$/.exec(String(of))?.[1];
  return number === undefined ? undefined : content.thread?.parts[Number(number) - 2]?.text;
}

/** The pictures of the message and of what follows it, numbered as the findings count them. */
export function mediaIn({ media, thread }: PostContent): PostContent["media"] {
  return [...media, ...(thread?.parts ?? []).flatMap((part) => part.media)];
}
