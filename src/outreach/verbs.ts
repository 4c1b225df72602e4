export { pageVerbs } from "./pages/verbs.ts";
export { recruitingVerbs } from "./recruiting/verbs.ts";
export { eventVerbs } from "./events/verbs.ts";
export { campaignVerbs } from "./campaigns/verbs.ts";
export { kitVerbs } from "./kits/verbs.ts";
