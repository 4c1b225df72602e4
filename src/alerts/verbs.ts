export { noticeVerbs } from "./notices/verbs.ts";
