import type { PostContent } from "./api.ts";
import type { VersionPart } from "./changed-parts.ts";
import { useBeatNames } from "./delegations-api.ts";
import { useObjectiveName } from "./objectives.ts";
import { useChannels, useClassOf } from "./queries.ts";
import { versionWords } from "./words/versions.ts";
import { useWords } from "#ui/words.ts";

type Media = PostContent["media"][number];

/** Everything the hash covers, part by part, with names for ids. */
export function usePartsOf(): (content: PostContent) => VersionPart[] {
  const t = useWords(versionWords);
  const { channels } = useChannels();
  const classOf = useClassOf();
  const objective = useObjectiveName();
  const beats = useBeatNames();
  const channel = (id: string) =>
    channels.find((one) => one.id === id)?.name ?? t("unknownChannel");
  const names = (ids: readonly string[] | undefined) =>
    (ids ?? []).map(channel).toSorted().join("\n");
  const clock = (time: { local: string; zone: string }) =>
    `${time.local.replace("T", " ")} ${time.zone.replaceAll("_", " ")}`;
  const part =
    (kind: VersionPart["kind"]) =>
    (key: string, label: string, text: string | undefined): VersionPart => ({
      key,
      label,
      kind,
      text: text ?? "",
    });
  const [words, list, value] = [part("words"), part("list"), part("value")];
  const picture = (key: string, label: string, one: Media): VersionPart =>
    words(
      key,
      label,
      [
        one.alt || t("noDescription"),
        one.isBookingPhoto && t("booking"),
        one.captions && t("captions", { language: one.captions.language }),
        `(${[one.sha256, one.captions?.sha256, one.poster].flatMap((hash) => hash?.slice(0, 8) ?? []).join(", ")})`,
      ]
        .filter(Boolean)
        .join(" "),
    );
  return (content) => {
    const { publish, link, thread, poll, firstComment, campaign } = content;
    return [
      words("title", t("title"), content.title),
      words("text", t("text"), content.text),
      words(
        "link",
        t("link"),
        link ? [link.url, link.title, link.description].filter(Boolean).join(" · ") : "",
      ),
      value("linkPicture", t("linkPicture"), link?.imageSha256?.slice(0, 12)),
      words("correction", t("correction"), content.correction),
      ...Object.entries(content.variants).map(([id, own]) =>
        words(
          `variant ${id}`,
          t("variant", { channel: channel(id) }),
          [own.title, own.text, own.plain && t("plain")].filter(Boolean).join("\n"),
        ),
      ),
      ...content.media.map((one, at) =>
        picture(`media ${at}`, t("media", { number: at + 1 }), one),
      ),
      ...(thread?.parts ?? []).flatMap(({ text, media }, at) => [
        words(`part ${at}`, t("part", { number: at + 2 }), text),
        ...media.map((one, index) =>
          picture(
            `part ${at} ${index}`,
            t("partMedia", { number: at + 2, picture: index + 1 }),
            one,
          ),
        ),
      ]),
      list("threadOn", t("threadOn"), names(thread?.channels)),
      list("poll", t("poll"), poll?.options.join("\n")),
      value("pollMinutes", t("pollMinutes"), poll && String(poll.minutes)),
      words("comment", t("comment"), firstComment?.text),
      list("commentOn", t("commentOn"), names(firstComment?.channels)),
      value("campaign", t("campaign"), campaign && [campaign.name, ...campaign.hosts].join(" · ")),
      value("when", t("when"), publish.when === "at" ? clock(publish) : t("atOnce")),
      value("down", t("down"), content.takeDown && clock(content.takeDown)),
      value("late", t("late"), String(content.lateMinutes)),
      list("channels", t("channels"), names(content.channels)),
      value("class", t("class"), classOf(content.class).title),
      value("objective", t("objective"), objective(content.purpose)),
      list("beats", t("beats"), beats(content.beats).join("\n")),
      value("onlyBeats", t("onlyBeats"), content.onlyBeats && t("yes")),
      list("everybodyOn", t("everybodyOn"), names(content.everybodyOn)),
      value("language", t("language"), content.language),
    ];
  };
}
