import type { AlertBody, AlertData, MessageBody } from "./api.ts";
import { situations, type Situation } from "./situations.ts";
import type { Area } from "#agency/web";

/** What is typed: each fact once, in the shapes of the form's fields. */
export interface AlertForm {
  situation: string;
  facts: Situation["facts"];
  place: string;
  same: string;
  area: Area | undefined;
  hours: number;
  /** Minutes until the public hears more; 0: nothing is promised. */
  nextMinutes: number;
  contact: string;
  hasSpanish: boolean;
  sayings: Record<"en" | "es", SayingForm>;
  ending: Record<"en" | "es", SayingForm>;
  channels: readonly string[] | undefined;
}

export interface SayingForm {
  headline: string;
  description: string;
  instruction: string;
  short: string;
  long: string;
}

const silent: SayingForm = { headline: "", description: "", instruction: "", short: "", long: "" };

export function emptyForm(): AlertForm {
  const [first] = situations;
  if (!first) throw new RangeError("there are situations");
  return {
    situation: first.id,
    facts: first.facts,
    place: "",
    same: "",
    area: undefined,
    hours: 4,
    nextMinutes: 30,
    contact: "",
    hasSpanish: true,
    sayings: { en: silent, es: silent },
    ending: {
      en: {
        ...silent,
        headline: "The alert is over",
        description: "The danger is over. You may go about your day.",
      },
      es: {
        ...silent,
        headline: "La alerta ha terminado",
        description: "El peligro ha pasado. Puede seguir con su día.",
      },
    },
    channels: undefined,
  };
}

/** An alert that is there, as the form shows it; an update begins with what was said last. */
export function formOf({ messages }: AlertData): AlertForm {
  const said = messages.filter(({ type }) => type !== "Cancel").at(-1);
  const cancel = messages.find(({ type }) => type === "Cancel");
  const begun = emptyForm();
  if (!said) return begun;
  const { content } = said;
  const { event, category, response, urgency, severity, certainty, area } = content;
  return {
    ...begun,
    situation: situations.find(({ facts }) => facts.event === event)?.id ?? begun.situation,
    facts: { event, category, response, urgency, severity, certainty },
    place: area.description,
    same: area.same.join(", "),
    area: { type: "MultiPolygon", coordinates: area.rings.map((ring) => [ring]) },
    contact: content.contact,
    hasSpanish: content.sayings.some(({ language }) => language === "es"),
    sayings: { en: sayingOf(content, "en"), es: sayingOf(content, "es") },
    ending: cancel
      ? { en: sayingOf(cancel.content, "en"), es: sayingOf(cancel.content, "es") }
      : begun.ending,
    channels: said.posts[0]?.channels,
  };
}

type Kept = AlertData["messages"][number]["content"];

function sayingOf({ sayings }: Kept, language: string): SayingForm {
  const found = sayings.find((one) => one.language === language);
  if (!found) return silent;
  const { headline, description, instruction, short, long } = found;
  return { headline, description, instruction, short, long };
}

/** What is sent: times are counted from this moment. */
export function messageOf(form: AlertForm, from: number, which: "sayings" | "ending"): MessageBody {
  const { facts, hours, nextMinutes, place, same, area, contact } = form;
  const at = (minutes: number) => new Date(from + minutes * 60_000).toISOString();
  const isEnding = which === "ending";
  return {
    ...facts,
    ...(isEnding
      ? { urgency: "Past" as const, severity: "Minor" as const, response: ["AllClear" as const] }
      : {}),
    area: { description: place, rings: ringsOf(area), same: codesIn(same) },
    expiresAt: at(hours * 60),
    nextUpdateBy: isEnding || nextMinutes === 0 ? null : at(Math.min(nextMinutes, hours * 60)),
    contact,
    sayings: languagesOf(form).map((language) => ({ language, ...form[which][language] })),
  };
}

export function bodyOf(form: AlertForm, from: number, mode: AlertBody["mode"]): AlertBody {
  return {
    mode,
    content: messageOf(form, from, "sayings"),
    ending: messageOf(form, from, "ending"),
    channels: [...(form.channels ?? [])],
  };
}

export function languagesOf({ hasSpanish }: AlertForm): ("en" | "es")[] {
  return hasSpanish ? ["en", "es"] : ["en"];
}

function ringsOf(area: Area | undefined): [number, number][][] {
  if (!area) return [];
  const polygons = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  return polygons.flatMap((rings) => rings.slice(0, 1));
}

function codesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== "");
}
