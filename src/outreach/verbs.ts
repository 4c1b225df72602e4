export { pageVerbs } from "./pages/verbs.ts";
export { recruitingVerbs } from "./recruiting/verbs.ts";
