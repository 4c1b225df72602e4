import { authorize, ownAgency, peopleWithRole, personOf } from "#agency";
import { segmentsOf, type Networks } from "#channels";
import { addMedia } from "#media";
import { policyInForce } from "#policy";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { drawPicture, writtenAt, type PictureWords } from "./alert-picture.ts";
import { submitPost } from "./approvals.ts";
import { breakGlass } from "./break-glass.ts";
import { postContent, type PostContent } from "./content.ts";
import { lintPost } from "./lint.ts";
import { measurePost, type ChannelMeasure } from "./measure.ts";
import { draftPost } from "./posts.ts";
import { certificationsOf, standingTranslations } from "./template-certifications.ts";
import type { TemplateContent, Wording } from "./template-content.ts";
import { channelsFor, fit } from "./template-fitting.ts";
import { factProblems, fillWording, type Facts } from "./template-filling.ts";
import { usableTemplate, type TemplateVersion } from "./templates.ts";

export const factsMax = limit("template.facts", 40, "facts", "sent with one filling");

/** What somebody typed once, and where it is to go. */
export interface AlertDraft {
  templateId: string;
  /** The version that was on screen. */
  version: number;
  facts: Facts;
  /** Certified translations that go out beside it, each as a post of its own. */
  languages: readonly string[];
  /** None: the template's own, or every open channel that takes words alone. */
  channels: readonly string[];
  media?: PostContent["media"];
  /** A picture of the words is drawn for each language; `address` is where the public can check them. */
  drawn?: { address: string } | undefined;
}

export interface AlertPart {
  language: string;
  content: PostContent;
  /** The text message, whether or not a channel takes it. */
  short: { text: string; encoding: "GSM-7" | "UCS-2"; units: number; segments: number };
}

/** Everything the page of an alert shows while its facts are typed: nothing of it is kept. */
export async function fillTemplate(ctx: Ctx, networks: Networks, draft: AlertDraft) {
  return read(ctx, async (tx) => {
    authorize(tx, "post.draft");
    const current = await usableTemplate(tx, draft.templateId);
    // Measured with a picture that is not drawn yet: it is no part of what the page is told.
    const parts = await partsOf(tx, networks, current, draft, {
      alertId: draft.templateId,
      picture: (_words, alt) => Promise.resolve({ sha256: unseen, alt }),
    });
    const filled = [];
    for (const part of parts) {
      const media = part.content.media.filter(({ sha256 }) => sha256 !== unseen);
      filled.push({
        ...part,
        content: { ...part.content, media },
        measures: (await measurePost(tx, networks, part.content)).map(asDrawn).sort(worstFirst),
        findings: await lintPost(tx, part.content),
      });
    }
    return {
      version: current.version,
      parts: filled,
      problems: factProblems(current.content, draft.facts),
      asked: await askedFor(tx, current.content.class),
    };
  });
}

/** The picture that is not drawn yet is no missing one. */
function asDrawn(measure: ChannelMeasure): ChannelMeasure {
  return { ...measure, findings: measure.findings.filter(({ code }) => code !== "media-unknown") };
}

type Measured = { count: number; max: number; findings: readonly unknown[] };

function worstFirst(one: Measured, other: Measured): number {
  const part = ({ count, max, findings }: Measured) =>
    (findings.length > 0 ? 1_000 : 0) + (max === 0 ? 0 : count / max);
  return part(other) - part(one);
}

/** Who will be asked first, and how soon: by name, without whoever asks. */
async function askedFor(tx: TxCtx, code: string) {
  const rule = (await policyInForce(tx))?.classes.find((one) => one.code === code);
  const [first, ...later] = rule?.steps ?? [];
  if (!rule || !first) return null;
  const me = personOf(tx).personId;
  const people = await peopleWithRole(tx, first.roles);
  return {
    title: rule.title,
    paragraph: rule.paragraph,
    isLifeSafety: rule.isLifeSafety,
    names: people
      .filter(({ id }) => id !== me)
      .map(({ title, name }) => `${title} ${name}`.trim())
      .sort((a, b) => a.localeCompare(b)),
    withinMinutes: first.withinMinutes,
    laterSteps: later.length,
  };
}

/** How the posts of an alert go on from here. */
export type AlertWay =
  | { way: "draft" }
  | { way: "submit"; acknowledged: readonly string[] }
  | { way: "break-glass"; reason: string };

/**
 * Writes the posts of an alert and hands them in, or publishes them without an approval where that may be done: all
 * of it or nothing, in one transaction, through the same doors as a post that was written by hand.
 */
export async function issueAlert(
  ctx: Ctx,
  networks: Networks,
  draft: AlertDraft,
  go: AlertWay,
): Promise<{ alertId: string; posts: { id: string; language: string; dueAt: string | null }[] }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "post.draft");
    const current = await usableTemplate(tx, draft.templateId);
    if (current.version !== draft.version)
      throw new Refusal(
        "template-edited",
        "Somebody changed this template meanwhile. Look at the new words before you send them.",
        { status: 409 },
      );
    mustBeFilled(current.content, draft.facts, go);
    const alertId = tx.ids.uuid();
    const posts = [];
    const parts = await partsOf(tx, networks, current, draft, {
      alertId,
      picture: (words, alt) => keptPicture(tx, words, alt),
    });
    for (const { language, content } of parts) {
      const made = await draftPost(tx, content);
      const dueAt = await goOn(tx, networks, { id: made.post.id, hash: made.hash }, go);
      posts.push({ id: made.post.id, language, dueAt });
    }
    return { alertId, posts };
  });
}

async function goOn(
  tx: TxCtx,
  networks: Networks,
  post: { id: string; hash: string },
  go: AlertWay,
): Promise<string | null> {
  if (go.way === "submit") {
    const read = { keys: go.acknowledged };
    return (await submitPost(tx, networks, post.id, read)).dueAt;
  }
  if (go.way === "break-glass")
    await breakGlass(tx, networks, { postId: post.id, hash: post.hash, reason: go.reason });
  return null;
}

function mustBeFilled(content: TemplateContent, facts: Facts, { way }: AlertWay): void {
  const problems = factProblems(content, facts);
  const [first] = problems;
  if (!first || way === "draft") return;
  throw new Refusal("facts-missing", "A fact is missing or cannot be used. It is marked.", {
    details: { problems },
  });
}

/** Stands for the drawn picture while nothing is kept. */
const unseen = "0".repeat(64);

type Picture = PostContent["media"][number];

/** Draws and keeps it; without the letters or the room for it the alert goes out without a picture. */
async function keptPicture(
  tx: TxCtx,
  words: PictureWords,
  alt: string,
): Promise<Picture | undefined> {
  const bytes = await drawPicture(words);
  if (typeof bytes === "string") return undefined;
  const { sha256 } = await addMedia(tx, { name: "alert.png", bytes });
  return { sha256, alt };
}

/** The picture of one language's words as it would go out now, as a PNG: nothing of it is kept. */
export async function previewPicture(
  ctx: Ctx,
  networks: Networks,
  draft: AlertDraft,
  language: string,
): Promise<Buffer> {
  authorize(ctx, "post.draft");
  let found: PictureWords | undefined;
  await read(ctx, async (tx) => {
    const current = await usableTemplate(tx, draft.templateId);
    await partsOf(tx, networks, current, draft, {
      alertId: draft.templateId,
      picture: async (words, _alt, of) => void (of === language && (found = words)),
    });
  });
  const bytes = found === undefined ? undefined : await drawPicture(found);
  if (Buffer.isBuffer(bytes)) return bytes;
  throw new Refusal(
    "not-drawn",
    bytes === "too-long"
      ? "The words are too many for a picture. The alert goes out without one."
      : "There are no letters here to draw this language with. The alert goes out without a picture.",
    { status: 422 },
  );
}

interface PartsFor {
  alertId: string;
  picture: (words: PictureWords, alt: string, language: string) => Promise<Picture | undefined>;
}

/** The post in the template's language, then one for each translation that was chosen. */
async function partsOf(
  tx: TxCtx,
  networks: Networks,
  current: TemplateVersion,
  draft: AlertDraft,
  { alertId, picture }: PartsFor,
): Promise<AlertPart[]> {
  const { content: given } = current;
  const isLifeSafety = await isOfLifeSafety(tx, given.class);
  const channels = await channelsFor(tx, networks, given, { ...draft, isLifeSafety });
  const own = await ownAgency(tx);
  const { shortName: agency } = own;
  const wordings = [
    { language: given.language, wording: given.wording },
    ...(await chosenTranslations(tx, current, draft.languages)),
  ];
  const parts = [];
  for (const { language, wording } of wordings) {
    const filled = fillWording(given, wording, { facts: draft.facts, language, agency });
    const { title, text: whole, short: brief } = filled;
    const text = brief || whole;
    const alt = (filled.alt || `${title}. ${text}`).slice(0, 1_000);
    const at = writtenAt(tx, language, own.timeZone);
    const said = { agency: own.name, title, text, at, isLifeSafety };
    const made =
      draft.drawn && (await picture({ ...said, address: draft.drawn.address }, alt, language));
    const photographs = (draft.media ?? []).map((one) => ({
      ...one,
      alt: one.alt.trim() || filled.alt,
    }));
    const content = postContent.parse({
      title: filled.title.slice(0, 200),
      text: filled.text,
      media: made ? [made, ...photographs] : photographs,
      channels: channels.map(({ id }) => id),
      class: given.class,
      purpose: given.purpose,
      language,
      template: { id: current.template.id, version: current.version, alert: alertId },
    });
    const fitted = await fit(tx, networks, { content, filled, channels });
    parts.push({ language, content: fitted, short: { text: brief, ...segmentsOf(brief) } });
  }
  return parts;
}

/** Only what somebody answers for, word for word, is ever offered. */
async function chosenTranslations(
  tx: TxCtx,
  { template, content }: TemplateVersion,
  languages: readonly string[],
): Promise<{ language: string; wording: Wording }[]> {
  const certified = await certificationsOf(tx, template.id);
  const standing = standingTranslations(template.id, content, certified);
  return languages.map((language) => {
    const found = content.translations.find((one) => one.language === language);
    const isCertified = standing.some(
      (one) => one.language === language && one.certifiedAt !== null,
    );
    if (!found || !isCertified)
      throw new Refusal(
        "not-certified",
        "Nobody here has certified this translation. It cannot go out.",
        { details: { language } },
      );
    return found;
  });
}

async function isOfLifeSafety(tx: TxCtx, code: string): Promise<boolean> {
  const rule = (await policyInForce(tx))?.classes.find((one) => one.code === code);
  return rule?.isLifeSafety ?? false;
}
