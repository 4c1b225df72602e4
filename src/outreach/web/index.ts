import { campaignCommands, campaignNav, campaignPages } from "./campaigns/slice-parts.ts";
import { eventCommands, eventNav, eventPages } from "./events/slice-parts.ts";
import { pageScreens } from "./pages/screens.ts";
import { recruitingScreens } from "./recruiting/screens.ts";
import { consoleSlice } from "#ui/registration.ts";

/** Pages for the public, openings with their links, events with sign-up, campaigns and partner kits. */
export const outreachWeb = consoleSlice({
  name: "outreach",
  routes: [...pageScreens.routes, ...recruitingScreens.routes, ...eventPages, ...campaignPages],
  nav: [...pageScreens.nav, ...recruitingScreens.nav, ...eventNav, ...campaignNav],
  commands: [
    ...pageScreens.commands,
    ...recruitingScreens.commands,
    ...eventCommands,
    ...campaignCommands,
  ],
});
