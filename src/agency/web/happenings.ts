import type { Label } from "#ui/words.ts";
import { agencyHappenings } from "./happenings/agency.ts";
import { alertHappenings } from "./happenings/alerts.ts";
import { audienceHappenings } from "./happenings/audience.ts";
import { blotterHappenings } from "./happenings/blotter.ts";
import { channelsHappenings } from "./happenings/channels.ts";
import { newsroomHappenings } from "./happenings/newsroom.ts";
import { outreachHappenings } from "./happenings/outreach.ts";
import { publishHappenings } from "./happenings/publish.ts";
import { recordsHappenings } from "./happenings/records.ts";

/** What happened, as it completes "Dana Whitfield …". One line a kind: English | Spanish. */
const listed: Readonly<Record<string, string>> = {
  ...agencyHappenings,
  ...alertHappenings,
  ...audienceHappenings,
  ...blotterHappenings,
  ...channelsHappenings,
  ...newsroomHappenings,
  ...outreachHappenings,
  ...publishHappenings,
  ...recordsHappenings,
};

/** "approved a post"; a kind without words is shown as its name says it. */
export function happeningLabel(kind: string): Label {
  const [en, es] = (listed[kind] ?? "").split(" | ");
  const plain = kind.replace(".", ": ").replaceAll("-", " ");
  return { en: en || plain, es: es ?? plain };
}
