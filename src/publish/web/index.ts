import { approvalsForMe } from "./waiting-count.ts";
import { consoleSlice } from "#ui/registration.ts";

/** Writing, approving, scheduling, holding and following posts. */
export const publishWeb = consoleSlice({
  name: "publish",
  routes: [
    {
      path: "posts",
      title: { en: "Posts", es: "Publicaciones" },
      may: "post.read",
      page: () => import("./PostList.tsx").then((m) => m.PostList),
    },
    {
      path: "posts/new",
      title: { en: "New post", es: "Nueva publicación" },
      may: "post.draft",
      page: () => import("./ComposerPage.tsx").then((m) => m.ComposerPage),
    },
    {
      path: "posts/:id",
      title: { en: "Post", es: "Publicación" },
      may: "post.read",
      page: () => import("./PostPage.tsx").then((m) => m.PostPage),
    },
    {
      path: "posts/:id/edit",
      title: { en: "Edit post", es: "Editar publicación" },
      may: "post.draft",
      page: () => import("./ComposerPage.tsx").then((m) => m.ComposerPage),
    },
    {
      path: "approvals",
      title: { en: "Approvals", es: "Aprobaciones" },
      may: "post.read",
      page: () => import("./ApprovalsPage.tsx").then((m) => m.ApprovalsPage),
    },
    {
      path: "calendar",
      title: { en: "Calendar", es: "Calendario" },
      may: "post.read",
      page: () => import("./CalendarPage.tsx").then((m) => m.CalendarPage),
    },
    {
      path: "holds",
      title: { en: "Holds", es: "Retenciones" },
      may: "post.read",
      page: () => import("./HoldsPage.tsx").then((m) => m.HoldsPage),
    },
  ],
  nav: [
    {
      section: "publish",
      label: { en: "Posts", es: "Publicaciones" },
      to: "/posts",
      may: "post.read",
      order: 10,
    },
    {
      section: "publish",
      label: { en: "Approvals", es: "Aprobaciones" },
      to: "/approvals",
      may: "post.read",
      order: 20,
      count: approvalsForMe,
    },
    {
      section: "publish",
      label: { en: "Calendar", es: "Calendario" },
      to: "/calendar",
      may: "post.read",
      order: 30,
    },
    {
      section: "publish",
      label: { en: "Holds", es: "Retenciones" },
      to: "/holds",
      may: "post.read",
      order: 40,
    },
  ],
  commands: [
    {
      id: "post.new",
      label: { en: "New post", es: "Nueva publicación" },
      keywords: "write draft compose escribir borrador",
      to: "/posts/new",
      may: "post.draft",
      isNew: true,
    },
    {
      id: "hold.all",
      label: { en: "Hold everything", es: "Retener todo" },
      keywords: "stop pause queue detener",
      to: "/holds",
      may: "hold.place",
    },
  ],
  today: [
    {
      id: "approvals",
      place: "waiting",
      order: 10,
      may: "post.approve",
      card: () => import("./ApprovalsCard.tsx").then((m) => m.ApprovalsCard),
    },
    {
      id: "escalated",
      place: "waiting",
      order: 5,
      may: "post.read",
      card: () => import("./EscalatedCard.tsx").then((m) => m.EscalatedCard),
    },
    {
      id: "needs-person",
      place: "waiting",
      order: 20,
      may: "post.read",
      card: () => import("./NeedsPersonCard.tsx").then((m) => m.NeedsPersonCard),
    },
    {
      id: "glass",
      place: "waiting",
      order: 3,
      may: "post.review-break-glass",
      card: () => import("./GlassCard.tsx").then((m) => m.GlassCard),
    },
    {
      id: "next",
      place: "next",
      order: 10,
      may: "post.read",
      card: () => import("./NextCard.tsx").then((m) => m.NextCard),
    },
  ],
  search: [
    {
      id: "posts",
      label: { en: "Posts", es: "Publicaciones" },
      may: "post.read",
      to: (query) => `/posts?q=${encodeURIComponent(query)}`,
    },
  ],
});
