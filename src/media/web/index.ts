import { lazy } from "react";
import { consoleSlice } from "#ui/registration.ts";

/** Pictures and videos: the library, and the field that posts are given theirs with. */
export const mediaWeb = consoleSlice({
  name: "media",
  routes: [
    {
      path: "media",
      title: { en: "Media library", es: "Biblioteca de medios" },
      may: "media.read",
      page: () => import("./LibraryPage.tsx").then((m) => m.LibraryPage),
    },
    {
      path: "media/:sha256",
      title: { en: "Picture or video", es: "Imagen o video" },
      may: "media.read",
      page: () => import("./ItemPage.tsx").then((m) => m.ItemPage),
    },
  ],
  nav: [
    {
      section: "publish",
      group: "write",
      label: { en: "Media library", es: "Biblioteca de medios" },
      to: "/media",
      may: "media.read",
      order: 35,
      count: "media",
    },
  ],
});

/** Loaded with the first page that writes something: nothing of it is in the frame. */
export const MediaField = lazy(() =>
  import("./MediaField.tsx").then((m) => ({ default: m.MediaField })),
);

export const CarriedPicture = lazy(() =>
  import("./CarriedPicture.tsx").then((m) => ({ default: m.CarriedPicture })),
);

export type { CarriedMedia } from "./MediaField.tsx";
