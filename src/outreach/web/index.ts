import { consoleSlice } from "#ui/registration.ts";
import { campaignCommands, campaignNav, campaignPages } from "./campaigns/slice-parts.ts";
import { eventCommands, eventNav, eventPages } from "./events/slice-parts.ts";

/** Events with sign-up, campaigns and partner kits. */
export const outreachWeb = consoleSlice({
  name: "outreach",
  routes: [...eventPages, ...campaignPages],
  nav: [...eventNav, ...campaignNav],
  commands: [...eventCommands, ...campaignCommands],
});
