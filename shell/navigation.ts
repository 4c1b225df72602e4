import {
  IconArchive,
  IconBriefcase,
  IconBuildingBroadcastTower,
  IconChartBar,
  IconInbox,
  IconRadar2,
  IconSend,
  IconShieldCheck,
  IconSpeakerphone,
  IconSunHigh,
} from "@tabler/icons-react";
import { slices } from "./slices.ts";
import type { Icon, NavEntry } from "#ui/registration.ts";
import type { Label } from "#ui/words.ts";

export interface Section {
  id: string;
  label: Label;
  icon: Icon;
  /** The headings of a section too long to be read as one list. */
  groups?: readonly Group[];
}

interface Group {
  id: string;
  label: Label;
}

export interface FilledSection extends Section {
  entries: readonly NavEntry[];
}

interface FilledGroup {
  heading: Group | undefined;
  entries: readonly NavEntry[];
}

/**
 * What people do with posts, by the step they are at: who writes one day after day, and who sets
 * something once in a quarter, look in different places.
 */
const groupsOfPublish: readonly Group[] = [
  { id: "write", label: { en: "Write", es: "Redacción" } },
  { id: "outreach", label: { en: "Outreach", es: "Acercamiento" } },
  { id: "reach", label: { en: "Newsroom and channels", es: "Sala de prensa y canales" } },
  { id: "rules", label: { en: "Rules and limits", es: "Reglas y límites" } },
];

/** The rail, by what people do. A section without an entry the person may use is not shown. */
export const sections: readonly Section[] = [
  { id: "today", label: { en: "Today", es: "Hoy" }, icon: IconSunHigh },
  {
    id: "publish",
    label: { en: "Publish", es: "Publicar" },
    icon: IconSend,
    groups: groupsOfPublish,
  },
  { id: "alerts", label: { en: "Alerts", es: "Alertas" }, icon: IconSpeakerphone },
  { id: "inbox", label: { en: "Inbox", es: "Mensajes" }, icon: IconInbox },
  { id: "crisis", label: { en: "Crisis", es: "Crisis" }, icon: IconBuildingBroadcastTower },
  { id: "listen", label: { en: "Listen", es: "Escuchar" }, icon: IconRadar2 },
  { id: "records", label: { en: "Records", es: "Registros" }, icon: IconArchive },
  { id: "cases", label: { en: "Cases", es: "Casos" }, icon: IconBriefcase },
  {
    id: "people",
    label: { en: "People & policy", es: "Personas y normas" },
    icon: IconShieldCheck,
  },
  { id: "insight", label: { en: "Insight", es: "Análisis" }, icon: IconChartBar },
];

const home: NavEntry = { section: "today", label: { en: "Today", es: "Hoy" }, to: "/" };

export function navEntries(): readonly NavEntry[] {
  return [home, ...slices.flatMap(({ nav }) => nav ?? [])];
}

/** The rail of somebody who may do what `may` says. */
export function railFor(may: (verb: string | undefined) => boolean): FilledSection[] {
  const own = navEntries().filter((entry) => may(entry.may));
  return sections
    .map((section) => ({
      ...section,
      entries: own
        .filter((entry) => entry.section === section.id)
        .sort((a, b) => placeOf(section, a) - placeOf(section, b) || orderOf(a) - orderOf(b)),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** A section's entries under their headings, in order; those without a group first and under none. */
export function groupsOf({ groups = [], entries }: FilledSection): FilledGroup[] {
  const under = (id: string | undefined) => entries.filter(({ group }) => group === id);
  return [
    { heading: undefined, entries: under(undefined) },
    ...groups.map((heading) => ({ heading, entries: under(heading.id) })),
  ].filter((group) => group.entries.length > 0);
}

function placeOf({ groups = [] }: Section, { group }: NavEntry): number {
  return groups.findIndex(({ id }) => id === group);
}

function orderOf({ order }: NavEntry): number {
  return order ?? 50;
}

/** The entry a path belongs to: the one with the longest address in front of it. */
export function entryAt(path: string): NavEntry | undefined {
  return navEntries()
    .filter(({ to }) => path === to || (to !== "/" && path.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0];
}
