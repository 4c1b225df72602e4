import type { PostContent } from "./api.ts";
import { useBeatNames } from "./delegations-api.ts";
import { useObjectiveName } from "./objectives.ts";
import { useChannels, useClassOf } from "./queries.ts";
import { mediaIn } from "./shapes.ts";
import { versionWords } from "./words/versions.ts";
import { useWords } from "#ui/words.ts";

/** Everything the hash covers, as a person reads it: names for ids, a word before each part. */
export function useWholeOf(): (content: PostContent) => string {
  const t = useWords(versionWords);
  const { channels } = useChannels();
  const classOf = useClassOf();
  const objective = useObjectiveName();
  const beats = useBeatNames();
  const channel = (id: string) =>
    channels.find((one) => one.id === id)?.name ?? t("unknownChannel");
  const clock = (time: { local: string; zone: string }) =>
    `${time.local.replace("T", " ")} ${time.zone.replaceAll("_", " ")}`;
  const say = (key: Parameters<typeof t>[0], what: string | undefined) =>
    what ? t(key, { what }) : "";
  return (content) => {
    const { publish, link } = content;
    return [
      say("title", content.title),
      content.text,
      say("link", link ? [link.url, link.title, link.description].filter(Boolean).join(" · ") : ""),
      say("linkPicture", link?.imageSha256?.slice(0, 12)),
      say("correction", content.correction),
      ...Object.entries(content.variants).map(([id, own]) => {
        const what = [own.title, own.text].filter(Boolean).join("\n");
        return what && t("variant", { channel: channel(id), what });
      }),
      ...(content.thread?.parts ?? []).map(({ text }, at) =>
        t("part", { number: at + 2, what: text }),
      ),
      say("option", content.poll?.options.join(" / ")),
      say("comment", content.firstComment?.text),
      say("campaign", content.campaign?.name),
      ...mediaIn(content).map(({ alt, sha256 }, at) =>
        t("media", { number: at + 1, what: alt, hash: sha256.slice(0, 8) }),
      ),
      publish.when === "at" ? t("when", { what: clock(publish) }) : t("atOnce"),
      say("down", content.takeDown && clock(content.takeDown)),
      t("late", { what: content.lateMinutes }),
      say(
        "channels",
        content.channels
          .map(channel)
          .toSorted((a, b) => a.localeCompare(b))
          .join(", "),
      ),
      say("class", classOf(content.class).title),
      say("objective", objective(content.purpose)),
      say("beats", beats(content.beats).join(", ")),
      say("language", content.language),
    ]
      .filter(Boolean)
      .join("\n\n");
  };
}
