/** The parts of a rule that the form knows, and the sentence that says it. */
export interface RuleParts {
  frequency: "DAILY" | "WEEKLY" | "MONTHLY";
  interval: number;
  /** MO … SU; of a weekly rule. */
  days: readonly string[];
  /** Of a monthly rule: the day's number, or the weekday of the first day: 1 to 4, or -1 for the last. */
  nth: Nth | undefined;
  /** "2027-06-30", the last day; or a count. */
  until: string;
  count: number | undefined;
}

export const nths = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof nths)[number];

export const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** The rule as text; `day` is the first day, whose weekday a monthly rule may mean. */
export function ruleOf(
  { frequency, interval, days, nth, until, count }: RuleParts,
  day: string,
): string {
  return [
    `FREQ=${frequency}`,
    interval > 1 ? `INTERVAL=${interval}` : "",
    frequency === "WEEKLY" && days.length > 0 ? `BYDAY=${days.join(",")}` : "",
    frequency === "MONTHLY" && nth !== undefined ? `BYDAY=${nth}${dayOf(day)}` : "",
    count === undefined ? `UNTIL=${until.replaceAll("-", "")}` : `COUNT=${count}`,
  ]
    .filter(Boolean)
    .join(";");
}

/** The parts of a rule as the form shows them; undefined where only the text can say it. */
export function partsOf(rule: string, startsLocal: string): RuleParts | undefined {
  const given = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const frequency = (["DAILY", "WEEKLY", "MONTHLY"] as const).find(
    (one) => one === given.get("FREQ"),
  );
  const simple = ["FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT"];
  const monthly = /^(-?\d)([A-Z]{2})$/.exec(given.get("BYDAY") ?? "");
  const nth = nths.find((one) => frequency === "MONTHLY" && String(one) === monthly?.[1]);
  const isNth = nth !== undefined && monthly?.[2] === dayOf(startsLocal);
  const days = isNth ? [] : (given.get("BYDAY")?.split(",") ?? []);
  const isSimple =
    [...given.keys()].every((name) => simple.includes(name)) &&
    days.every((day) => weekdays.some((one) => one === day)) &&
    (days.length === 0 || frequency === "WEEKLY");
  if (!frequency || !isSimple) return undefined;
  const until = given.get("UNTIL") ?? "";
  const count = given.get("COUNT");
  return {
    frequency,
    interval: Number(given.get("INTERVAL") ?? 1),
    days,
    nth: isNth ? nth : undefined,
    until: until && `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`,
    count: count === undefined ? undefined : Number(count),
  };
}

const spoken = {
  en: {
    every: { DAILY: "Every day", WEEKLY: "Every week", MONTHLY: "Every month" },
    each: { DAILY: "Every {{n}} days", WEEKLY: "Every {{n}} weeks", MONTHLY: "Every {{n}} months" },
    day: "Every {{days}}",
    on: "{{each}} on {{days}}",
    dayOfMonth: "{{each}} on day {{day}}",
    nthOfMonth: "{{each}} on the {{nth}} {{days}}",
    nths: { "1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last" },
    and: " and ",
    at: "at {{time}}",
    until: "until {{date}}",
    times: "{{n}} times",
    own: "By a rule of its own ({{rule}})",
  },
  es: {
    every: { DAILY: "Cada día", WEEKLY: "Cada semana", MONTHLY: "Cada mes" },
    each: { DAILY: "Cada {{n}} días", WEEKLY: "Cada {{n}} semanas", MONTHLY: "Cada {{n}} meses" },
    day: "Cada {{days}}",
    on: "{{each}} el {{days}}",
    dayOfMonth: "{{each}} el día {{day}}",
    nthOfMonth: "{{each}} el {{nth}} {{days}}",
    nths: { "1": "primer", "2": "segundo", "3": "tercer", "4": "cuarto", "-1": "último" },
    and: " y ",
    at: "a las {{time}}",
    until: "hasta el {{date}}",
    times: "{{n}} veces",
    own: "Con regla propia ({{rule}})",
  },
} as const;

/** "Every Tuesday at 09:00 until 30 June 2027": the whole rule in the reader's language. */
export function ruleSentence(rule: string, startsLocal: string, language: "en" | "es"): string {
  const words = spoken[language];
  const fill = (text: string, values: Record<string, string | number>) =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name] ?? ""));
  const parts = partsOf(rule, startsLocal);
  const at = fill(words.at, { time: clockOf(startsLocal, language) });
  if (!parts) return `${fill(words.own, { rule })}, ${at}`;
  const { frequency, interval, until, count } = parts;
  const each =
    interval === 1 ? words.every[frequency] : fill(words.each[frequency], { n: interval });
  const names = (parts.days.length > 0 ? parts.days : [dayOf(startsLocal)]).map((day) =>
    nameOf(day, language),
  );
  const days = [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(words.and);
  const when =
    frequency === "WEEKLY"
      ? fill(interval === 1 ? words.day : words.on, { each, days })
      : frequency === "MONTHLY"
        ? parts.nth === undefined
          ? fill(words.dayOfMonth, { each, day: Number(startsLocal.slice(8, 10)) })
          : fill(words.nthOfMonth, { each, nth: words.nths[parts.nth], days })
        : each;
  const end =
    count === undefined
      ? fill(words.until, { date: dateOf(until, language) })
      : fill(words.times, { n: count });
  return `${when} ${at}, ${end}`.replace(", until", " until").replace(", hasta", " hasta");
}

/** Of which weekdays of its month a day is one: the second, and, where no other follows, the last too. */
export function nthsOf(day: string): Nth[] {
  const number = Number(day.slice(8, 10));
  const date = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return [];
  date.setUTCDate(number + 7);
  const isLast = date.getUTCDate() < number;
  return nths.filter((nth) => (nth === -1 ? isLast : nth === Math.ceil(number / 7)));
}

/** As every other time on these pages. */
function clockOf(local: string, language: "en" | "es"): string {
  const date = new Date(`${local}:00Z`);
  if (Number.isNaN(date.getTime())) return local.slice(11);
  const options = { hour: "numeric", minute: "2-digit", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", options).format(date);
}

export function dayOf(local: string): string {
  return weekdays[new Date(`${local.slice(0, 10)}T12:00:00Z`).getUTCDay()] ?? "MO";
}

/** 2026-11-22 was a Sunday. */
export function nameOf(day: string, language: "en" | "es"): string {
  const at = weekdays.findIndex((one) => one === day);
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2026, 10, 22 + at, 12)),
  );
}

function dateOf(day: string, language: "en" | "es"): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", options).format(date);
}
