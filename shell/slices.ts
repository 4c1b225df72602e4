/**
 * The slices that have screens. To mount one, add its line here:
 *
 *   import { publishWeb } from "#publish/web";
 *   export const slices: readonly ConsoleSlice[] = [agencyWeb, publishWeb];
 *
 * and in src/publish/web/index.ts, which is loaded before everything and so holds no page, no typed
 * client and no words of pages itself:
 *
 *   import { consoleSlice } from "#ui/registration.ts";
 *   export const publishWeb = consoleSlice({
 *     name: "publish",
 *     routes: [{
 *       path: "posts/:id",
 *       title: { en: "Post", es: "Publicación" },
 *       page: () => import("./PostPage.tsx").then((m) => m.PostPage),
 *       may: "post.read",
 *     }],
 *     nav: [{
 *       section: "publish", group: "write", label: { en: "Posts", es: "Publicaciones" }, to: "/posts",
 *       may: "post.read",
 *       count: { key: ["posts", "waiting"], load: () => countWaiting() },
 *     }],
 *     commands: [{ id: "post.new", label: { en: "New post", es: "Nueva publicación" }, to: "/posts/new", isNew: true }],
 *     today: [{ id: "approvals", place: "waiting", card: () => import("./ApprovalsCard.tsx").then((m) => m.ApprovalsCard) }],
 *     search: [{ id: "posts", label: { en: "Posts", es: "Publicaciones" }, to: (q) => `/posts?q=${encodeURIComponent(q)}` }],
 *   });
 *
 * Sections of the rail, and the groups of a long one, stand in navigation.ts. Words of pages stand in
 * web/words.ts (`defineWords`) and are loaded with the page that reads them. A card of Today is part of the first page: it holds no
 * form field (#ui/fields.tsx), and tools/vite.config.ts takes it into the group "frame".
 */
import { agencyWeb } from "#agency/web";
import { alertsWeb } from "#alerts/web";
import { archiveWeb } from "#archive/web";
import { audienceWeb } from "#audience/web";
import { blotterWeb } from "#blotter/web";
import { channelsWeb } from "#channels/web";
import { planningWeb } from "#planning/web";
import { mediaWeb } from "#media/web";
import { newsroomWeb } from "#newsroom/web";
import { outreachWeb } from "#outreach/web";
import { policyWeb } from "#policy/web";
import { publishWeb } from "#publish/web";
import { recordsWeb } from "#records/web";
import { watchWeb } from "#watch/web";
import type { ConsoleSlice } from "#ui/registration.ts";

export const slices: readonly ConsoleSlice[] = [
  agencyWeb,
  publishWeb,
  mediaWeb,
  planningWeb,
  alertsWeb,
  outreachWeb,
  blotterWeb,
  audienceWeb,
  channelsWeb,
  newsroomWeb,
  archiveWeb,
  recordsWeb,
  policyWeb,
  watchWeb,
];
