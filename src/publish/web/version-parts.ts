import type { PostContent } from "./api.ts";
import type { VersionPart } from "./changed-parts.ts";
import { useBeatNames } from "./delegations-api.ts";
import { useObjectiveName } from "./objectives.ts";
import { useChannels, useClassOf } from "./queries.ts";
import { versionWords } from "./words/versions.ts";
import { useWords } from "#ui/words.ts";

type Media = PostContent["media"][number];

const useVersionWords = () => useWords(versionWords);
type VersionSay = ReturnType<typeof useVersionWords>;

/** Names for what a content holds by its id. */
interface Names {
  t: VersionSay;
  channel: (id: string) => string;
  className: (code: string) => string;
  objective: (key: string) => string;
  beats: (ids: readonly string[]) => string[];
}

/** Everything the hash covers, part by part, with names for ids. */
export function usePartsOf(): (content: PostContent) => VersionPart[] {
  const t = useVersionWords();
  const { channels } = useChannels();
  const classOf = useClassOf();
  const objective = useObjectiveName();
  const beats = useBeatNames();
  const names: Names = {
    t,
    channel: (id) => channels.find((one) => one.id === id)?.name ?? t("unknownChannel"),
    className: (code) => classOf(code).title,
    objective,
    beats,
  };
  return (content) => [
    ...messageParts(content, names),
    ...shapeParts(content, names),
    ...placeParts(content, names),
  ];
}

const part =
  (kind: VersionPart["kind"]) =>
  (key: string, label: string, text: string | undefined): VersionPart => ({
    key,
    label,
    kind,
    text: text ?? "",
  });
const [words, list, value] = [part("words"), part("list"), part("value")];

const lines = (texts: readonly (string | false | undefined)[]) => texts.filter(Boolean).join("\n");

function messageParts({ link, ...content }: PostContent, { t, channel }: Names): VersionPart[] {
  const card = link ? [link.url, link.title, link.description].filter(Boolean).join(" · ") : "";
  return [
    words("title", t("title"), content.title),
    words("text", t("text"), content.text),
    words("link", t("link"), card),
    value("linkPicture", t("linkPicture"), link?.imageSha256?.slice(0, 12)),
    words("correction", t("correction"), content.correction),
    ...Object.entries(content.variants).map(([id, own]) =>
      words(
        `variant ${id}`,
        t("variant", { channel: channel(id) }),
        lines([own.title, own.text, own.plain && t("plain")]),
      ),
    ),
    ...content.media.map((one, at) =>
      words(`media ${at}`, t("media", { number: at + 1 }), pictureText(one, t)),
    ),
  ];
}

/** What follows the message: the rest of a thread, a poll, our own comment. */
function shapeParts(
  { thread, poll, live, firstComment, campaign }: PostContent,
  { t, channel }: Names,
): VersionPart[] {
  const on = (ids: readonly string[] | undefined) => lines((ids ?? []).map(channel).toSorted());
  return [
    ...(thread?.parts ?? []).flatMap(({ text, media }, at) => [
      words(`part ${at}`, t("part", { number: at + 2 }), text),
      ...media.map((one, index) =>
        words(
          `part ${at} ${index}`,
          t("partMedia", { number: at + 2, picture: index + 1 }),
          pictureText(one, t),
        ),
      ),
    ]),
    list("threadOn", t("threadOn"), on(thread?.channels)),
    list("poll", t("poll"), poll?.options.join("\n")),
    value("pollMinutes", t("pollMinutes"), poll && String(poll.minutes)),
    value("live", t("live"), live && clockOf(live)),
    list("liveOn", t("liveOn"), on(live?.channels)),
    words("comment", t("comment"), firstComment?.text),
    list("commentOn", t("commentOn"), on(firstComment?.channels)),
    value("campaign", t("campaign"), campaign && [campaign.name, ...campaign.hosts].join(" · ")),
  ];
}

/** A chosen time as it was chosen. */
function clockOf({ local, zone }: { local: string; zone: string }): string {
  return `${local.replace("T", " ")} ${zone.replaceAll("_", " ")}`;
}

/** When, where and for whom. */
function placeParts(
  content: PostContent,
  { t, channel, className, objective, beats }: Names,
): VersionPart[] {
  const { publish, takeDown } = content;
  return [
    value("when", t("when"), publish.when === "at" ? clockOf(publish) : t("atOnce")),
    value("down", t("down"), takeDown && clockOf(takeDown)),
    value("late", t("late"), String(content.lateMinutes)),
    list("channels", t("channels"), lines(content.channels.map(channel).toSorted())),
    value("class", t("class"), className(content.class)),
    value("objective", t("objective"), objective(content.purpose)),
    list("beats", t("beats"), lines(beats(content.beats))),
    value("onlyBeats", t("onlyBeats"), content.onlyBeats && t("yes")),
    list(
      "everybodyOn",
      t("everybodyOn"),
      lines((content.everybodyOn ?? []).map(channel).toSorted()),
    ),
    value("language", t("language"), content.language),
  ];
}

/** A picture by its description; the first letters of its hashes tell one from another that is called the same. */
function pictureText({ sha256, alt, isBookingPhoto, captions, poster }: Media, t: VersionSay) {
  const hashes = [sha256, captions?.sha256, poster].flatMap((hash) => hash?.slice(0, 8) ?? []);
  return [
    alt || t("noDescription"),
    isBookingPhoto && t("booking"),
    captions && t("captions", { language: captions.language }),
    `(${hashes.join(", ")})`,
  ]
    .filter(Boolean)
    .join(" ");
}
