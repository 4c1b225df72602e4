import { pageScreens } from "./pages/screens.ts";
import { recruitingScreens } from "./recruiting/screens.ts";
import { consoleSlice } from "#ui/registration.ts";

/** Pages for the public, and openings with their links. */
export const outreachWeb = consoleSlice({
  name: "outreach",
  routes: [...pageScreens.routes, ...recruitingScreens.routes],
  nav: [...pageScreens.nav, ...recruitingScreens.nav],
  commands: [...pageScreens.commands, ...recruitingScreens.commands],
});
