import { bluesky } from "./bluesky/bluesky.ts";
import type { Connector } from "./connector.ts";
import { discord } from "./discord/discord.ts";
import { email } from "./email/email.ts";
import { facebook } from "./facebook/facebook.ts";
import { instagram } from "./instagram/instagram.ts";
import { linkedin } from "./linkedin/linkedin.ts";
import { mastodon } from "./mastodon/mastodon.ts";
import { nextdoor } from "./nextdoor/nextdoor.ts";
import { sandbox } from "./sandbox/sandbox.ts";
import { sms } from "./sms/sms.ts";
import { telegram } from "./telegram/telegram.ts";
import { threads } from "./threads/threads.ts";
import { tiktok } from "./tiktok/tiktok.ts";
import { whatsapp } from "./whatsapp/whatsapp.ts";
import { x } from "./x/x.ts";
import { youtube } from "./youtube/youtube.ts";

/** Every network the product can speak to. A new one is a folder and a line here. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [
    bluesky,
    mastodon,
    email,
    telegram,
    discord,
    sms,
    facebook,
    instagram,
    linkedin,
    nextdoor,
    threads,
    tiktok,
    whatsapp,
    x,
    youtube,
    sandbox,
  ].map((each) => [each.network, each]),
);
