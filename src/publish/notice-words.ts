import type { StaffNews } from "./staff-news.ts";

/** What approvers are told of on their devices. */
export type NoticeAbout = Exclude<StaffNews["about"], "comment">;

/** What a lock screen says, beside the title of the class. `{when}` becomes "in 5 minutes" or "5 minutes ago". */
interface NoticeWords {
  title: string;
  coming?: string;
  over?: string;
}

const words: Record<"en" | "es", Record<NoticeAbout, NoticeWords>> = {
  en: {
    asked: {
      title: "A post waits for your approval",
      coming: "due {when}",
      over: "was due {when}",
    },
    overdue: {
      title: "An approval is overdue and now yours",
      coming: "due {when}",
      over: "was due {when}",
    },
    glass: { title: "Published without approval: review it" },
  },
  es: {
    asked: {
      title: "Una publicación espera su aprobación",
      coming: "vence {when}",
      over: "venció {when}",
    },
    overdue: {
      title: "Una aprobación venció y ahora le toca a usted",
      coming: "vence {when}",
      over: "venció {when}",
    },
    glass: { title: "Se publicó sin aprobación: revísela" },
  },
};

export function noticeWords(language: "en" | "es", about: NoticeAbout): NoticeWords {
  return words[language][about];
}

/** The console speaks two languages; every other is told in English. */
export function languageOf(chosen: string): "en" | "es" {
  return chosen === "es" ? "es" : "en";
}
