import {
  adoptModel,
  approveOpenings,
  approvePage,
  certifySpanish,
  draftPage,
  listOpenings,
  makeLinks,
  pageSheet,
  policyFindings,
  savePage,
  submitPage,
  writeOpening,
  type PageDraft,
  type PageKind,
} from "#outreach";
import { transact } from "#platform/db/database.ts";
import type { Temporal } from "#platform/clock.ts";
import { who } from "./people.ts";
import { zone, type Story } from "./story.ts";

/**
 * What stays: some articles of the library, the report on the year, a change of a rule that people may comment on, and
 * the openings of the season with their links.
 */
export function liveOutreach(story: Story, now: Temporal.Instant): void {
  story.at(story.day(30, "10:10"), () => library(story));
  story.at(story.day(24, "09:40"), () => report(story));
  story.at(story.day(12, "14:05"), () => ruleChange(story, now));
  story.at(story.day(21, "11:15"), () => recruiting(story, now));
  story.at(now.subtract({ hours: 5 }), () => waiting(story));
}

async function library(story: Story): Promise<void> {
  for (const key of ["car-break-ins", "phone-scams", "domestic-violence-help", "missing-person"]) {
    const { id } = await adoptModel(await story.as(who.pio), key);
    story.clock.advance(7 * 60_000);
    await publish(story, id);
    const { hash } = await pageSheet(await story.as(who.captain), id);
    // Capt. Brandt reads Spanish; the fourth article waits for him.
    if (key !== "missing-person") await certifySpanish(await story.as(who.captain), id, hash);
    story.clock.advance(5 * 60_000);
  }
}

async function write(story: Story, kind: PageKind, draft: PageDraft): Promise<string> {
  const { id } = await draftPage(await story.as(who.pio), kind, draft);
  story.clock.advance(20 * 60_000);
  await publish(story, id);
  return id;
}

/** Handed in by the PIO, whatever the policy warns of read and confirmed; approved by the chief. */
async function publish(story: Story, id: string): Promise<void> {
  const pio = await story.as(who.pio);
  const { version, content } = await pageSheet(pio, id);
  const acknowledged = (await policyFindings(pio, content)).map(({ key }) => key);
  await submitPage(pio, id, { version, acknowledged });
  story.clock.advance(12 * 60_000);
  const chief = await story.as(who.chief);
  const { hash } = await pageSheet(chief, id);
  await approvePage(chief, id, { version, hash });
  await story.relay();
}

async function report(story: Story): Promise<void> {
  const year = story.clock.now().toZonedDateTimeISO(zone).year - 1;
  const both = (en: string) => ({ en });
  const source = both(
    `Dispatch and case records of the department, counted in January ${year + 1}`,
  );
  const row = (label: string, ...values: number[]) => ({ label: both(label), values });
  await write(story, "report", {
    title: both(`Annual report ${year}`),
    summary: both(
      `What we were called for in ${year}, how fast we came, and where we used force. Every figure says where it is from.`,
    ),
    text: both(`
In ${year} people called us more often than the year before, mostly to check on somebody's welfare. We came to urgent calls a little faster.

## What we were called for

[table 1]

A call is counted once, under what the dispatcher wrote down first. What it turned out to be may differ.

## Use of force

[table 2]

Each case was looked at by a supervisor who was not there. Two were found to be outside our policy, and the officers were told so in writing.

## What we did not do well

We answered one records request in five too late. We have hired a second clerk. In the next report you can see whether it helped.
`),
    tables: [
      {
        caption: both("Calls for service"),
        source,
        columns: [both(String(year - 1)), both(String(year))],
        rows: [
          row("Traffic", 9_412, 9_120),
          row("Welfare checks", 4_230, 5_004),
          row("Theft", 3_118, 2_987),
          row("Disturbances", 2_846, 2_790),
          row("Alarms", 2_204, 2_051),
          row("Assault", 611, 598),
        ],
        isDrawn: true,
      },
      {
        caption: both("Cases in which force was used"),
        source,
        columns: [both(String(year - 1)), both(String(year))],
        rows: [
          row("Hands only", 74, 69),
          row("Taser shown", 21, 18),
          row("Taser used", 9, 6),
          row("Firearm pointed", 13, 12),
          row("Firearm fired", 0, 1),
        ],
      },
    ],
  });
}

async function ruleChange(story: Story, now: Temporal.Instant): Promise<void> {
  const day = now.toZonedDateTimeISO(zone).toPlainDate();
  const draft: PageDraft = {
    title: { en: "Body cameras at peaceful protests" },
    summary: { en: "Officers will no longer film people at a peaceful protest without a reason." },
    text: {
      en: "## Why we change it\n\nPeople told us that they stay away from protests because they are filmed. Pictures of peaceful people help no case. Officers still turn their cameras on for any call, stop or arrest.",
    },
    policy: {
      number: "411.3",
      before: { en: "Officers shall record public gatherings from beginning to end." },
      after: {
        en: "Officers shall not record peaceful public gatherings. They shall record when they are called to a crime, stop a person, or make an arrest.",
      },
      effectiveOn: day.add({ days: 40 }).toString(),
      commentUntil: day.add({ days: 19 }).toString(),
      commentTo: "policy@riversidefalls.example",
    },
  };
  const id = await write(story, "policy-change", draft);
  story.clock.advance(26 * 60_000);
  const change = {
    what: { en: "The time to comment is two weeks longer." },
    why: { en: "A neighborhood group asked for it." },
  };
  const pio = await story.as(who.pio);
  const policy = draft.policy && {
    ...draft.policy,
    commentUntil: day.add({ days: 33 }).toString(),
  };
  await savePage(pio, id, { ...draft, policy, change }, 1);
  await publish(story, id);
}

async function recruiting(story: Story, now: Temporal.Instant): Promise<void> {
  const day = now.toZonedDateTimeISO(zone).toPlainDate();
  const pio = await story.as(who.pio);
  await write(story, "pathway", {
    title: { en: "How to become an officer here", es: "Cómo entrar a la policía aquí" },
    summary: {
      en: "Five steps, about eight months, and we pay you from the first day of the academy.",
      es: "Cinco pasos, unos ocho meses, y le pagamos desde el primer día de la academia.",
    },
    text: {
      en: "## The steps\n\n1. Apply and take the test.\n2. Talk with us. Bring your questions.\n3. A background check. Old mistakes do not always end it; untrue answers do.\n4. Doctor and psychologist.\n5. The academy: 720 hours, paid.\n\n## What we look at\n\nHow you talk with people, and whether your word holds. We do not look at your private accounts.",
      es: "## Los pasos\n\n1. Postule y haga el examen.\n2. Hable con nosotros. Traiga sus preguntas.\n3. Revisión de antecedentes. Un error viejo no siempre cierra la puerta; una mentira sí.\n4. Médico y psicólogo.\n5. La academia: 720 horas, pagadas.\n\n## En qué nos fijamos\n\nEn cómo habla con la gente y en si cumple su palabra. No miramos sus cuentas privadas.",
    },
  });
  const openings = [
    {
      title: { en: "Police officer (entry level)", es: "Oficial de policía (sin experiencia)" },
      about: {
        en: "## The work\n\nYou answer calls on one beat and get to know it. You train with a field officer for 16 weeks.\n\n## You need\n\n- to be 21 when the academy ends\n- a high school diploma or GED\n- the right to work in the United States",
        es: "## El trabajo\n\nUsted atiende llamadas en una zona y llega a conocerla. Entrena 16 semanas con un oficial de campo.\n\n## Necesita\n\n- tener 21 años al terminar la academia\n- diploma de secundaria o GED\n- derecho a trabajar en Estados Unidos",
      },
      unit: "Patrol",
      payFrom: 82_400,
      payTo: 104_900,
      reference: "26-014",
      closesOn: day.add({ days: 52 }).toString(),
      applyUrl: "https://jobs.riversidefalls.example/apply/26-014",
    },
    {
      title: { en: "911 dispatcher", es: "Operador u operadora del 911" },
      about: { en: "You are the first voice people hear. Nights and weekends, in a team of four." },
      unit: "Communications",
      payFrom: 29.4,
      payTo: 38.1,
      payPer: "hour" as const,
      reference: "26-017",
      applyUrl: "https://jobs.riversidefalls.example/apply/26-017",
    },
  ];
  for (const opening of openings) await writeOpening(pio, { place: "Riverside Falls", ...opening });
  story.clock.advance(18 * 60_000);
  const lieutenant = await story.as(who.lieutenant);
  const made = await listOpenings(lieutenant);
  await approveOpenings(
    lieutenant,
    made.map(({ id, hash }) => ({ id, hash })),
  );
  await links(story, made.find(({ content }) => content.unit === "Patrol")?.id ?? "");
}

/** Places that people came from, and how often: as the desk would see it after three weeks. */
async function links(story: Story, openingId: string): Promise<void> {
  const places = [
    { name: "Facebook (practice)", source: "facebook-practice", medium: "social", weight: 7 },
    { name: "Instagram (practice)", source: "instagram-practice", medium: "social", weight: 5 },
    { name: "E-mail list (practice)", source: "email", medium: "email", weight: 3 },
    {
      name: "Poster at the college",
      source: "poster-at-the-college",
      medium: "offline",
      weight: 2,
    },
  ];
  const made = await makeLinks(await story.as(who.pio), {
    openingId,
    campaign: "winter-academy",
    places: places.map(({ weight: _weight, ...place }) => place),
  });
  const first = story.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  await transact(story.system, async (tx) => {
    for (const [at, { id }] of made.entries())
      for (let day = 0; day < 21; day++) {
        const weight = places[at]?.weight ?? 0;
        const clicks = Math.round((weight * (1 + ((day * 7 + at * 3) % 5))) / (1 + day / 9));
        if (clicks > 0)
          await tx.tx.raw(
            "insert into outreach_link_days (agency_id, link_id, day, clicks) values ($1, $2, $3, $4)",
            [story.agencyId, id, first.add({ days: day }).toString(), clicks],
          );
      }
  });
}

/** Today's work: an article that waits for an approval, and an opening that does. */
async function waiting(story: Story): Promise<void> {
  const pio = await story.as(who.pio);
  const { id } = await adoptModel(pio, "porch-theft");
  const { version, content } = await pageSheet(pio, id);
  const acknowledged = (await policyFindings(pio, content)).map(({ key }) => key);
  await submitPage(pio, id, { version, acknowledged });
  await writeOpening(pio, {
    title: { en: "Records clerk" },
    unit: "Records",
    place: "Riverside Falls",
    payFrom: 54_000,
    payTo: 66_500,
    reference: "26-021",
    applyUrl: "https://jobs.riversidefalls.example/apply/26-021",
  });
}
