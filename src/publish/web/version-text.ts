import type { PostContent } from "./api.ts";
import { mediaIn } from "./shapes.ts";

/** Everything the hash covers, as a person reads it. */
export function wholeOf(content: PostContent): string {
  const { publish } = content;
  const variants = Object.values(content.variants).map((own) =>
    [own.title, own.text].filter(Boolean).join("\n"),
  );
  return [
    content.title,
    content.text,
    content.link && [content.link.url, content.link.title, content.link.description].join("\n"),
    content.link?.imageSha256 && `[${content.link.imageSha256.slice(0, 12)}]`,
    content.correction,
    ...variants,
    ...(content.thread?.parts ?? []).map(({ text }, at) => `${at + 2}. ${text}`),
    ...(content.poll?.options ?? []).map((option) => `○ ${option}`),
    content.firstComment && `↳ ${content.firstComment.text}`,
    content.campaign && `utm_campaign=${content.campaign.name}`,
    ...mediaIn(content).map(({ alt }) => `[${alt}]`),
    publish.when === "at" ? `${publish.local.replace("T", " ")} ${publish.zone}` : "",
    content.takeDown
      ? `↓ ${content.takeDown.local.replace("T", " ")} ${content.takeDown.zone}`
      : "",
    `${content.class} · ${content.purpose} · ${content.channels.length}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}
