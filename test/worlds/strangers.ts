import { addBeat, addPerson, addUnit, createToken, personOf, roles } from "#agency";
import { readership } from "#audience";
import { openChannels } from "#channels";
import { addFeed, addSlot, keepEvergreen, writeSeries } from "#planning";
import { addListed, adoptStrategy, draftPolicy, draftStrategy, policyVersion } from "#policy";
import { addMedia, addVideo, writeCaptions } from "#media";
import {
  breakGlass,
  certifyTranslation,
  commentOnDraft,
  draftPost,
  placeHold,
  proposeDelegation,
  templatePage,
  writeTemplate,
} from "#publish";
import { beginSchedule, placeLegalHold, proposeDisposition, verifySeries } from "#records";
import { saveSearch } from "../../src/archive/search/saved.ts";
import { makeTag } from "../../src/archive/search/tagging.ts";
import { receiveRequest } from "../../src/records/requests/receiving.ts";
import { sendInvoice } from "../../src/records/requests/charging.ts";
import { freezeSearch } from "../../src/records/requests/searches.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import sharp from "sharp";
import type { Assembly } from "../../src/slices.ts";
import { seedReaders } from "./many-readers.ts";
import { madeVideo } from "../moving-pictures.ts";
import { draftedAlert, writtenPhrase } from "./stranger-alert.ts";
import { noticed } from "./stranger-notice.ts";
import { keptCall } from "./stranger-call.ts";
import { outreached, outreachRows, type OutreachIds } from "./stranger-outreach.ts";
import { captionedRecording } from "./stranger-recording.ts";
import { seedTinyCounty } from "./tiny-county.ts";
import { as } from "./world.ts";

/** Stands in everything the other agency ever wrote: where it is read, somebody read what is not theirs. */
export const marker = "Quagga";

/** An agency whose every kind of row exists, and the ids by which somebody could ask for them. */
export interface Stranger {
  agencyId: string;
  sheriff: Ctx;
  ids: Record<
    | "post"
    | keyof Awaited<ReturnType<typeof keptCall>>
    | "alert"
    | "alertPhrase"
    | "channel"
    | "person"
    | "beat"
    | "unit"
    | "policyVersion"
    | "strategyVersion"
    | "comment"
    | "feed"
    | "series"
    | "slot"
    | "evergreen"
    | "listed"
    | "hold"
    | "event"
    | "eventLetter"
    | "campaign"
    | "kit"
    | "notice"
    | "noticeWording"
    | "delegation"
    | "disposition"
    | "legalHold"
    | "template"
    | "certification"
    | "alarm"
    | "confirmation"
    | "approval"
    | "delivery"
    | "device"
    | "record"
    | "import"
    | "intakeGap"
    | "intakeSource"
    | "pageCapture"
    | "pagePlace"
    | "request"
    | "media"
    | "captions"
    | "recordingCaptions"
    | "token"
    | "tag"
    | "savedSearch"
    | "session"
    | "passkey"
    | "recovery",
    string
  > &
    OutreachIds;
}

export async function seedStranger(assembly: Assembly): Promise<Stranger> {
  const { ctx, networks } = assembly;
  const agencyId = await seedTinyCounty(assembly);
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  const [sheriff, deputy] = [await person("harlan"), await person("boyd")];
  const beat = await addBeat(sheriff, { code: "Q1", name: marker });
  const unit = await addUnit(sheriff, marker);
  const { id: token } = await createToken(sheriff, { name: marker, scopes: ["post.*"], days: 9 });
  const { version } = await draftPolicy(sheriff);
  const listed = await addListed(sheriff, { kind: "unreleased-name", value: `${marker} Ng` });
  const noise = { width: 40, height: 40, channels: 3 as const, background: "#6aa" };
  const media = await addMedia(deputy, {
    name: `${marker}.png`,
    bytes: await sharp({ create: noise }).png().toBuffer(),
  });
  const [channel] = await openChannels(sheriff);
  const { post, hash } = await draftPost(deputy, {
    title: marker,
    text: `${marker}: county road 7 is closed at the mill.`,
    class: "routine",
    purpose: "inform",
    channels: [channel?.id ?? ""],
    media: [{ sha256: media.sha256, alt: marker }],
  });
  await breakGlass(deputy, networks, { postId: post.id, hash, reason: `${marker} is at the mill` });
  const draft = { scope: "agency" as const, exceptions: [], reason: marker };
  const { hold } = await placeHold(sheriff, draft);
  const { id: delegation } = await proposeDelegation(sheriff, {
    class: "death",
    role: "command",
    people: [personOf(deputy).personId],
    beats: [],
    startsAt: ctx.clock.now().toString(),
    endsAt: ctx.clock.now().add({ hours: 1 }).toString(),
    reason: `${marker} is away until one`,
  });
  const template = await preparedTemplate(deputy, sheriff);
  const planned = await plannedRows(sheriff, post.id, channel?.id ?? "");
  return {
    agencyId,
    sheriff,
    ids: {
      ...template,
      ...(await hiddenRows(ctx, agencyId, personOf(deputy).personId)),
      ...(await capturedPage(ctx, agencyId, media.sha256)),
      ...(await noticed(deputy, marker)),
      ...(await outreachRows(sheriff, networks, marker)),
      ...(await outreached(deputy, marker)),
      post: post.id,
      channel: channel?.id ?? "",
      person: personOf(deputy).personId,
      beat: beat.id,
      unit: unit.id,
      ...planned,
      policyVersion: String((await policyVersion(sheriff, version)).version),
      listed: listed.id,
      hold: hold.id,
      delegation,
      ...(await retained(ctx, agencyId, sheriff)),
      media: media.sha256,
      captions: await captioned(deputy),
      recordingCaptions: await captionedRecording(ctx, agencyId, marker),
      token,
      request: await requested(sheriff),
      tag: (await makeTag(sheriff, marker)).id,
      ...(await keptCall(sheriff, deputy, marker)),
      alert: await draftedAlert(assembly, deputy, marker),
      alertPhrase: await writtenPhrase(deputy, marker),
      savedSearch: (await saveSearch(sheriff, { name: marker, query: {}, isShared: true })).id,
    },
  };
}

async function requested(sheriff: Ctx): Promise<string> {
  const draft = { asked: `Everything about ${marker}`, requester: { name: marker } };
  const { id } = await receiveRequest(sheriff, draft);
  const { actor } = sheriff;
  if (actor.kind !== "person") throw new Error("the sheriff is a person");
  const clerk: Ctx = { ...sheriff, actor: { ...actor, roles: ["clerk"] } };
  await freezeSearch(clerk, id, { query: { hasMedia: true }, note: marker });
  await sendInvoice(clerk, id, { hours: 1, pages: 1, text: `${marker} owes nothing` });
  return id;
}

/** A strategy of their own, and what they plan by it. */
async function plannedRows(sheriff: Ctx, postId: string, channelId: string) {
  const { version: first } = await draftStrategy(sheriff);
  await adoptStrategy(sheriff, first);
  const { version } = await draftStrategy(sheriff);
  const series = await writeSeries(sheriff, {
    title: marker,
    content: { title: marker, text: `${marker} comes every day`, channels: [channelId] },
    rule: "FREQ=DAILY;COUNT=3",
    startsLocal: "2099-01-01T09:00",
  });
  const slot = await addSlot(sheriff, { weekday: 1, time: "09:00" });
  const kept = { title: marker, postId, expiresOn: "2099-01-01", minDays: 1 };
  const evergreen = await keepEvergreen(sheriff, kept);
  const feed = await addFeed(sheriff, { url: "https://quagga.example/feed", name: marker });
  const comment = await commentOnDraft(sheriff, postId, `${marker} is spelled with two g`);
  return {
    strategyVersion: String(version),
    series: series.id,
    comment: comment.id,
    feed: feed.id,
    slot: slot.id,
    evergreen: evergreen.id,
  };
}

/** The track of a video. */
async function captioned(deputy: Ctx): Promise<string> {
  const bytes = await madeVideo();
  async function* body() {
    yield bytes;
  }
  const video = await addVideo(deputy, { name: `${marker}.mp4`, body: body() });
  const track = [{ start: 0, end: 1, text: marker }];
  const draft = { videoSha256: video.sha256, language: "en", track };
  return (await writeCaptions(deputy, draft)).sha256;
}

/** A template whose one translation the sheriff answers for. */
async function preparedTemplate(deputy: Ctx, sheriff: Ctx) {
  const { template } = await writeTemplate(deputy, {
    title: `${marker} is loose`,
    class: "alert",
    wording: { text: `${marker} is loose` },
    translations: [{ language: "es", wording: { text: `${marker} anda suelta` } }],
  });
  const hash = (await templatePage(sheriff, template.id)).translations[0]?.hash ?? "";
  const word = { templateId: template.id, language: "es", hash, note: `${marker} read it` };
  await certifyTranslation(sheriff, word);
  const { translations } = await templatePage(sheriff, template.id);
  return { template: template.id, certification: translations[0]?.certificationId ?? "" };
}

/** A page that is captured every night, and one such capture. */
async function capturedPage(ctx: Ctx, agencyId: string, sha256: string) {
  const [pageCapture, pagePlace] = [ctx.ids.uuid(), ctx.ids.uuid()];
  await transact(asSystem(ctx, "stranger", agencyId), async (tx) => {
    await tx.tx.raw(
      `insert into page_places (agency_id, id, name, url, is_followed, added_by, added_at)
       values ($1, $2, $3, 'https://quagga.example/', false, $2, now())`,
      [agencyId, pagePlace, marker],
    );
    await tx.tx.raw(
      `insert into page_captures (agency_id, id, url, why, is_followed, asked_at, state, tries, pages, parts, size_bytes, title, left_out, wacz, picture, ended_at)
       values ($1, $2, 'https://quagga.example/', 'nightly', false, now(), 'done', 1, 1, 1, 1, $3, '[]', $4, $4, now())`,
      [agencyId, pageCapture, marker, sha256],
    );
  });
  return { pageCapture, pagePlace, ...(await handingIn(ctx, agencyId)) };
}

/** A source of texts that fell silent. */
async function handingIn(ctx: Ctx, agencyId: string) {
  const [intakeSource, intakeGap] = [ctx.ids.uuid(), ctx.ids.uuid()];
  await transact(asSystem(ctx, "stranger", agencyId), async (tx) => {
    await tx.tx.raw(
      `insert into intake_sources (agency_id, id, kind, name, sealed, account, added_by, added_at)
       values ($1, $2, 'api', $3, '\\x00', '', $2, now())`,
      [agencyId, intakeSource, marker],
    );
    await tx.tx.raw(
      `insert into intake_gaps (agency_id, id, source_id, from_at, seen_at) values ($1, $2, $3, now(), now())`,
      [agencyId, intakeGap, intakeSource],
    );
  });
  return { intakeSource, intakeGap };
}

/** Rows that no verb hands out, and two that a browser would make. */
async function hiddenRows(ctx: Ctx, agencyId: string, personId: string) {
  const system = asSystem(ctx, "stranger", agencyId);
  const id = async (what: string) => {
    const [row] = await read(system, (tx) =>
      tx.tx.raw<{ id: string }>(`select id::text from ${what} agency_id = $1 limit 1`, [agencyId]),
    );
    return row?.id ?? "";
  };
  const [session, recovery, passkey] = [ctx.ids.uuid(), ctx.ids.uuid(), "other-passkey"];
  const [alarm, confirmation, device] = [ctx.ids.uuid(), ctx.ids.uuid(), ctx.ids.uuid()];
  const brought = ctx.ids.uuid();
  await transact(system, async (tx) => {
    await tx.tx.raw(
      `insert into sessions (agency_id, id, person_id, secret_hash, is_complete, factor, started_at, last_seen_at, proved_at, address, agent)
       values ($1, $2, $3, '', true, 'passkey', now(), now(), now(), '', '')`,
      [agencyId, session, personId],
    );
    await tx.tx.raw(
      `insert into passes (agency_id, id, person_id, kind, secret_hash, made_at, expires_at)
       values ($1, $2, $3, 'recovery', '', now(), now() + interval '1 day')`,
      [agencyId, recovery, personId],
    );
    await tx.tx.raw(
      `insert into passkeys (agency_id, id, person_id, public_key, counter, transports, name, made_at)
       values ($1, $2, $3, '\\x00', 0, '[]', $4, now())`,
      [agencyId, passkey, personId, marker],
    );
    await tx.tx.raw(
      `insert into watch_alarms (agency_id, id, channel_id, kind, key, evidence, raised_at)
       values ($1, $2, $3, 'post', $4, jsonb_build_object('text', $4::text), now())`,
      [agencyId, alarm, ctx.ids.uuid(), marker],
    );
    await tx.tx.raw(
      `insert into capture_gaps (agency_id, id, channel_id, from_at, until_at, why, detail, seen_at)
       values ($1, $2, $3, now() - interval '1 hour', now(), 'refused', jsonb_build_object('says', $4::text), now())`,
      [agencyId, alarm, ctx.ids.uuid(), marker],
    );
    await tx.tx.raw(
      `insert into archive_alarms (agency_id, id, kind, key, evidence, raised_at)
       values ($1, $2, 'split', $3, jsonb_build_object('says', $3::text), now())`,
      [agencyId, alarm, marker],
    );
    await tx.tx.raw(
      `insert into imports (agency_id, id, name, sha256, size_bytes, format, account, time_zone, is_kept, state, reached, added, brought_by, brought_at)
       values ($1, $2, $3, '', 1, 'auto', $3, 'UTC', true, 'looked', 0, 0, $4, now())`,
      [agencyId, brought, marker, personId],
    );
    await tx.tx.raw(
      `insert into devices (agency_id, id, person_id, session_id, name, endpoint_hash, sealed, added_at)
       values ($1, $2, $3, $4, $5, '', '\\x00', now())`,
      [agencyId, device, personId, session, marker],
    );
    await tx.tx.raw(
      `insert into standing_confirmations (agency_id, id, post_id, delivery_id, how, note, confirmed_by, confirmed_at)
       values ($1, $2, $3, $3, 'gone', $4, $5, now())`,
      [agencyId, confirmation, ctx.ids.uuid(), marker, personId],
    );
  });
  const delivery = await id("deliveries where");
  await subscribed(ctx, agencyId, delivery);
  return {
    session,
    recovery,
    passkey,
    alarm,
    confirmation,
    device,
    import: brought,
    approval: await id("approvals where"),
    delivery,
    record: await id("archive_records where media_count > 0 and subject_kind = 'post' and"),
  };
}

/** Somebody of each role, and somebody who holds all of them. */
export async function seedEveryRole(assembly: Assembly, agencyId: string): Promise<string[]> {
  const system = asSystem(assembly.ctx, "world", agencyId);
  return transact(system, async (tx) => {
    const ids: string[] = [];
    for (const held of [...roles.map((role) => [role]), roles]) {
      const email = `${held.join("-")}@everyone.example`;
      ids.push((await addPerson(tx, { email, name: held.join(" "), roles: held })).id);
    }
    return ids;
  });
}

/** A record past its period that somebody proposed to destroy, and a hold. */
async function retained(ctx: Ctx, agencyId: string, sheriff: Ctx) {
  const system = asSystem(ctx, "test", agencyId);
  const { actor } = sheriff;
  if (actor.kind !== "person") throw new Error("the sheriff is a person");
  const clerk: Ctx = { ...sheriff, actor: { ...actor, roles: ["clerk", "legal"] } };
  await transact(system, (tx) =>
    tx.happenings.tell(tx, {
      kind: "test.noted",
      subject: { kind: "note", id: marker },
      facts: {},
      occurredAt: "2001-01-01T00:00:00Z",
      record: { payload: null, text: marker, direction: "in" },
    }),
  );
  await beginSchedule(clerk);
  await verifySeries(clerk, "GR1000-26b");
  const noteEraser = { subjectKind: "note", erase: async () => [] };
  const destruction = { erasers: [noteEraser], blockers: [], holders: [] };
  const draft = { series: "GR1000-26b", why: `${marker} is old` };
  const { id: disposition } = await proposeDisposition(clerk, destruction, draft);
  const held = { matter: marker, why: marker, query: { words: marker } };
  const { id: legalHold } = await placeLegalHold(clerk, held);
  return { disposition, legalHold };
}

/** Somebody reads that agency's news, and a post of it is on its way to them. */
async function subscribed(ctx: Ctx, agencyId: string, delivery: string): Promise<void> {
  const inAgency = asSystem(ctx, "test", agencyId);
  await seedReaders(inAgency, "email", 1, () => `${marker}@readers.example`);
  await readership("https://news.example").open(inAgency, {
    key: delivery,
    channelId: ctx.ids.uuid(),
    way: "email",
    message: { text: marker, media: [] },
    isLifeSafety: false,
  });
}
