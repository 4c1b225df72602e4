import assert from "node:assert/strict";
import { siteAgency } from "#agency";
import { connectChannel, openChannels } from "#channels";
import {
  approvePost,
  claimAndSend,
  draftPost,
  postVersion,
  recallPost,
  submitPost,
} from "#publish";
import { fileFromPortal, freshTicket } from "#records";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { approveAlert, submitAlert } from "../../src/alerts/life/acting.ts";
import { draftAlert } from "../../src/alerts/life/drafting.ts";
import { alertPage } from "../../src/alerts/life/desk.ts";
import { audienceKey } from "../../src/audience/keys.ts";
import { signUpKey } from "../../src/outreach/events/keys.ts";
import { rebuildSite } from "../../src/slices.ts";
import { seedReaders } from "../worlds/many-readers.ts";
import { who } from "../worlds/riverside/people.ts";
import { as } from "../worlds/world.ts";
import type { Served } from "./console.ts";

/**
 * What Riverside's demo has not on its newsroom: an alert in force, a live stream announced, a post taken back, people
 * who subscribe. Returns the pages that no page links to: they are reached by a key.
 */
export async function furnish({ beat, origin }: Served): Promise<string[]> {
  const { assembly } = beat;
  const { ctx, networks, site } = assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const system = asSystem(ctx, "test", agencyId);
  const [writer, approver] = [
    await as(ctx, agencyId, who.pio),
    await as(ctx, agencyId, who.sergeant),
  ];
  const website = (await openChannels(writer)).filter(({ network }) => network === "website");
  const channels = website.map(({ id }) => id);
  const desk: Desk = { writer, approver, channels, assembly };
  await alertInForce(desk, origin);
  const zone = "America/Los_Angeles";
  const at = ctx.clock.now().add({ minutes: 30 }).toZonedDateTimeISO(zone).toPlainDateTime();
  const local = at.toString({ smallestUnit: "minute" });
  await out(desk, {
    title: "Press conference on the brush fire",
    text: "Chief Vega answers questions about the fire on Mill Street.",
    channels,
    live: { local, zone, channels },
  });
  const wrong = await out(desk, { title: "Wrong street", text: "Not Elm St.", channels });
  await recallPost(approver, wrong, "It was Mill St.");
  await claimAndSend(ctx, networks, assembly.sender);
  const chief = await as(ctx, agencyId, who.administrator);
  await connectChannel(
    chief,
    networks.net(chief, AbortSignal.timeout(5_000)),
    networks.connector(chief, "push"),
    { network: "push", name: "Notices in browsers", isPublic: false, input: {} },
  );
  const keys = await keysTo(system);
  await rebuildSite(ctx, networks, site, origin);
  return ["", "/es"].flatMap((base) => keys.map((path) => `${base}${path}`));
}

interface Desk {
  writer: Ctx;
  approver: Ctx;
  channels: string[];
  assembly: Served["beat"]["assembly"];
}

async function out(
  { writer, approver, assembly }: Desk,
  draft: Parameters<typeof draftPost>[1],
): Promise<string> {
  const { ctx, networks, sender } = assembly;
  const { post } = await draftPost(writer, draft);
  await submitPost(writer, networks, post.id);
  const { hash } = await postVersion(approver, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  return post.id;
}

async function alertInForce(desk: Desk, origin: string): Promise<void> {
  const { writer, approver, channels, assembly } = desk;
  const { ctx, networks, sender } = assembly;
  const place = { origin };
  const until = (hours: number) => ctx.clock.now().add({ hours }).toString();
  const ring: [number, number][] = [
    [-122.71, 47.61],
    [-122.69, 47.61],
    [-122.69, 47.63],
    [-122.71, 47.61],
  ];
  const said = {
    event: "EVI",
    category: ["Fire" as const],
    response: ["Evacuate" as const],
    urgency: "Immediate" as const,
    severity: "Extreme" as const,
    certainty: "Observed" as const,
    area: { description: "Mill Street, from 1st to 9th Avenue", rings: [ring], same: ["053035"] },
    expiresAt: until(6),
    nextUpdateBy: until(1),
    sayings: [
      {
        language: "en",
        headline: "Leave Mill Street now: brush fire",
        description: "Riverside Police: a brush fire is moving toward Mill Street.",
        instruction: "Leave now, on foot or by car, toward the fairgrounds. Do it before 5 p.m.",
        short: "Brush fire. Leave Mill St now toward fairgrounds.",
      },
      {
        language: "es",
        headline: "Salga ya de Mill Street: incendio",
        description: "Policía de Riverside: un incendio avanza hacia Mill Street.",
        instruction: "Salga ahora hacia el recinto ferial.",
      },
    ],
  };
  const ending = {
    ...said,
    urgency: "Past" as const,
    severity: "Minor" as const,
    response: ["AllClear" as const],
    nextUpdateBy: null,
    sayings: [
      { language: "en", headline: "You may go back", description: "The fire is out." },
      { language: "es", headline: "Puede volver", description: "El incendio está apagado." },
    ],
  };
  const alert = { mode: "actual" as const, content: said, ending, channels };
  const { id } = await draftAlert(writer, networks, place, alert);
  const { messages } = await alertPage(writer, place, id);
  const findings = messages.flatMap(({ posts }) => posts.flatMap((post) => post.findings));
  await submitAlert(
    writer,
    networks,
    id,
    findings.map(({ key }) => key),
  );
  const seen = (await alertPage(approver, place, id)).messages.map(({ sha256 }) => sha256);
  await approveAlert(approver, id, { seen });
  await claimAndSend(ctx, networks, sender);
}

/** Addresses that are keys: a reader's own page, a request's, a place at an event. */
async function keysTo(system: Ctx): Promise<string[]> {
  await seedReaders(system, "email", 1, (at) => `reader${at}@readers.example`);
  await transact(system, (tx) =>
    tx.tx.raw(
      `update channels set settings = settings || '{"who":"subscribers"}' where network in ('email', 'sms')`,
    ),
  );
  const ticket = freshTicket(system);
  const portal = asSystem(system, "records portal", system.actor.agencyId);
  const asked = "All posts about Mill Street in November.";
  const requester = { name: "Ida Moss", email: "ida@example.org" };
  await fileFromPortal(portal, { ticket, asked, requester, language: "en" });
  return transact(system, async (tx) => {
    const [reader] = await tx.tx.raw<{ id: string }>(
      "select id from audience_subscribers where confirmed_at is not null and suspended_at is null limit 1",
    );
    const [guest] = await tx.tx.raw<{ id: string }>(
      "select id from outreach_event_sign_ups limit 1",
    );
    assert.ok(reader && guest);
    const own = (await audienceKey(tx)).link("manage", reader.id);
    const place = (await signUpKey(tx)).link(guest.id);
    return [
      `/subscribe/manage/${own}`,
      `/subscribe/confirm/${own}`,
      `/subscribe/leave/${own}`,
      "/subscribe/push",
      `/sign-up/give-up/${place}`,
      `/records/status/${ticket}`,
    ];
  });
}
