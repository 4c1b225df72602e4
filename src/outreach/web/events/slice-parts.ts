import { IconCalendarEvent } from "@tabler/icons-react";
import type { Command, ConsoleRoute, NavEntry } from "#ui/registration.ts";

export const eventPages: readonly ConsoleRoute[] = [
  {
    path: "events",
    title: { en: "Events", es: "Eventos" },
    may: "event.read",
    page: () => import("./EventsPage.tsx").then((m) => m.EventsPage),
  },
  {
    path: "events/new",
    title: { en: "New event", es: "Nuevo evento" },
    may: "event.draft",
    page: () => import("./NewEventPage.tsx").then((m) => m.NewEventPage),
  },
  {
    path: "events/:id",
    title: { en: "Event", es: "Evento" },
    may: "event.read",
    page: () => import("./EventPage.tsx").then((m) => m.EventPage),
  },
  {
    path: "events/:id/edit",
    title: { en: "Edit event", es: "Editar evento" },
    may: "event.draft",
    page: () => import("./EventFormPage.tsx").then((m) => m.EventFormPage),
  },
];

export const eventNav: readonly NavEntry[] = [
  {
    section: "publish",
    group: "outreach",
    label: { en: "Events", es: "Eventos" },
    to: "/events",
    may: "event.read",
    order: 51,
  },
];

export const eventCommands: readonly Command[] = [
  {
    id: "event.new",
    label: { en: "New event", es: "Nuevo evento" },
    to: "/events/new",
    may: "event.draft",
    icon: IconCalendarEvent,
    keywords: "coffee town hall calendar café",
    isNew: true,
  },
];
