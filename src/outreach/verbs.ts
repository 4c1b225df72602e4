export { eventVerbs } from "./events/verbs.ts";
export { campaignVerbs } from "./campaigns/verbs.ts";
export { kitVerbs } from "./kits/verbs.ts";
