import type { Said } from "#policy";
import { Temporal } from "#platform/clock.ts";
import { openingContent, payPeriods, type OpeningContent, type WorkKind } from "./opening.ts";

/** An opening as a table or another program names it: words, nothing of it trusted. */
export interface RawOpening {
  key: string;
  title: string;
  titleEs: string;
  about: string;
  unit: string;
  place: string;
  work: string;
  payFrom: string;
  payTo: string;
  payPer: string;
  closesOn: string;
  applyUrl: string;
}

const works: readonly (readonly [RegExp, WorkKind])[] = [
  [/part|medio/i, "part-time"],
  [/volunt/i, "volunteer"],
  [/season|temporary|temporal/i, "seasonal"],
  [/intern|cadet|practican/i, "intern"],
];

/** What an opening becomes, or each reason why it becomes none. */
export function judge(
  raw: RawOpening,
  today: string,
): { content?: OpeningContent; problems: Said[] } {
  const problems: Said[] = [];
  const closesOn = dayIn(raw.closesOn);
  const cut = (text: string) => text.slice(0, 40);
  if (closesOn === undefined)
    problems.push({
      en: `"${cut(raw.closesOn)}" is no day; write 2026-12-31`,
      es: `«${cut(raw.closesOn)}» no es un día; escriba 2026-12-31`,
    });
  else if (closesOn !== "" && closesOn < today)
    problems.push({ en: `closed on ${closesOn}`, es: `cerró el ${closesOn}` });
  const [payFrom, payTo] = [moneyIn(raw.payFrom), moneyIn(raw.payTo)];
  for (const [given, money] of [
    [raw.payFrom, payFrom],
    [raw.payTo, payTo],
  ] as const)
    if (money === undefined)
      problems.push({
        en: `"${cut(given)}" is no amount; write 72500`,
        es: `«${cut(given)}» no es una cantidad; escriba 72500`,
      });
  const result = openingContent.safeParse({
    title: { en: raw.title.slice(0, 160), es: raw.titleEs.slice(0, 160) },
    about: { en: raw.about.slice(0, 8_000) },
    unit: raw.unit.slice(0, 160),
    place: raw.place.slice(0, 160),
    work: works.find(([pattern]) => pattern.test(raw.work))?.[1] ?? "full-time",
    payFrom: payFrom ?? null,
    payTo: payTo ?? null,
    payPer: payPeriods.find((one) => raw.payPer.toLowerCase().startsWith(one)) ?? "year",
    reference: raw.key.slice(0, 80),
    closesOn: closesOn ?? "",
    applyUrl: raw.applyUrl.trim(),
  });
  if (!result.success)
    for (const field of new Set(result.error.issues.map(({ path }) => String(path[0]))))
      problems.push(unusable[field] ?? unusable["applyUrl"] ?? { en: field, es: field });
  return problems.length > 0 || !result.success ? { problems } : { content: result.data, problems };
}

const unusable: Readonly<Record<string, Said>> = {
  title: { en: "has no title", es: "no tiene título" },
  applyUrl: {
    en: "the application needs an address that begins with https://",
    es: "la solicitud necesita una dirección que empiece con https://",
  },
  payTo: {
    en: "the pay ends below where it begins",
    es: "el sueldo termina por debajo de donde empieza",
  },
};

/** ISO, with a time behind it or not, or month first, as people write days here; empty: none. */
function dayIn(given: string): string | undefined {
  const text = given.trim();
  if (text === "" || /^(until filled|open until filled|continuous|hasta cubrir)$/i.test(text))
    return "";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const own = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : own ? [own[3], own[1], own[2]] : [];
  if (!year || !month || !day) return undefined;
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(fields, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** "$72,500.00" is an amount, "DOE" is none. */
function moneyIn(given: string): number | null | undefined {
  const bare = given.trim().replaceAll(/[$,\s]/g, "");
  if (bare === "") return null;
  return /^\d{1,8}(\.\d{1,2})?$/.test(bare) ? Number(bare) : undefined;
}
