import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { segmentsOf } from "#channels";
import { policyInForce } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { templates, templateVersions } from "./schema.ts";
import {
  agencyKey,
  keysIn,
  templateContent,
  textsOf,
  type TemplateContent,
  type TemplateDraft,
  type TemplateField,
  type Wording,
} from "./template-content.ts";

export const templatesMax = limit(
  "templates.all",
  200,
  "templates",
  "of one agency, archived ones too",
);
const versionsMax = limit("template.versions", 100, "versions", "shown of a template, the newest");

export type Template = typeof templates.$inferSelect;

export interface TemplateVersion {
  template: Template;
  version: number;
  content: TemplateContent;
  authorId: string | null;
  madeAt: string;
}

export async function templateVersion(ctx: Ctx, id: string): Promise<TemplateVersion> {
  return read(ctx, async (tx) => loadVersion(tx, found(await templateRow(tx, id), "template")));
}

async function templateRow(tx: TxCtx, id: string): Promise<Template | undefined> {
  const [row] = await tx.tx.select().from(templates).where(at(tx, id));
  return row;
}

/** The newest version, its template locked until the transaction ends. */
export async function lockedTemplate(tx: TxCtx, id: string): Promise<TemplateVersion> {
  const [row] = await tx.tx.select().from(templates).where(at(tx, id)).for("update");
  return loadVersion(tx, found(row, "template"));
}

async function loadVersion(tx: TxCtx, template: Template): Promise<TemplateVersion> {
  const [row] = await tx.tx
    .select()
    .from(templateVersions)
    .where(
      and(
        eq(templateVersions.agencyId, template.agencyId),
        eq(templateVersions.templateId, template.id),
        eq(templateVersions.version, template.version),
      ),
    );
  const { content, authorId, madeAt, version } = found(row, "version");
  return { template, version, content: templateContent.parse(content), authorId, madeAt };
}

/** Every version's author and content, newest first. */
export async function versionsOf(tx: TxCtx, id: string) {
  const rows = await tx.tx
    .select()
    .from(templateVersions)
    .where(and(eq(templateVersions.agencyId, agencyOf(tx)), eq(templateVersions.templateId, id)))
    .orderBy(desc(templateVersions.version))
    .limit(versionsMax);
  return rows.map((row) => ({ ...row, content: templateContent.parse(row.content) }));
}

export async function writeTemplate(ctx: Ctx, draft: TemplateDraft): Promise<TemplateVersion> {
  return transact(ctx, async (tx) => {
    authorize(tx, "template.write");
    const content = templateContent.parse(draft);
    await mustHold(tx, content);
    return insertTemplate(tx, content, personOf(tx).personId);
  });
}

/** Makes room and writes the first version. Whoever calls has decided that it may be. */
export async function insertTemplate(
  tx: TxCtx,
  content: TemplateContent,
  authorId: string | null,
): Promise<TemplateVersion> {
  const all = await tx.tx.$count(templates, eq(templates.agencyId, agencyOf(tx)));
  if (all >= templatesMax)
    throw new Refusal("too-many-templates", `There are ${templatesMax} templates already.`);
  const [template] = await tx.tx
    .insert(templates)
    .values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      version: 1,
      title: content.title,
      class: content.class,
      changedAt: stamp(tx.clock.now()),
    })
    .returning();
  return insertVersion(tx, found(template, "template"), content, authorId);
}

/** The next version. What was certified of a translation stays so only while its words stay the same. */
export async function editTemplate(
  ctx: Ctx,
  id: string,
  draft: TemplateDraft,
  expected: number,
): Promise<TemplateVersion> {
  return transact(ctx, async (tx) => {
    const { template } = await lockedTemplate(tx, id);
    authorize(tx, "template.write", { kind: "template", id, agencyId: template.agencyId });
    if (template.version !== expected)
      throw new Refusal(
        "template-edited",
        "Somebody else changed this template meanwhile. Load it again, then change it.",
        { status: 409 },
      );
    const content = templateContent.parse(draft);
    await mustHold(tx, content);
    const [next] = await tx.tx
      .update(templates)
      .set({
        version: expected + 1,
        title: content.title,
        class: content.class,
        changedAt: stamp(tx.clock.now()),
      })
      .where(at(tx, id))
      .returning();
    return insertVersion(tx, found(next, "template"), content, personOf(tx).personId);
  });
}

async function insertVersion(
  tx: TxCtx,
  template: Template,
  content: TemplateContent,
  authorId: string | null,
): Promise<TemplateVersion> {
  const { id, version } = template;
  const madeAt = stamp(tx.clock.now());
  await tx.tx
    .insert(templateVersions)
    .values({ agencyId: agencyOf(tx), templateId: id, version, content, authorId, madeAt });
  await tx.happenings.tell(tx, {
    kind: "publish.template-written",
    subject: { kind: "template", id },
    facts: { version, class: content.class, title: content.title },
    record: {
      payload: { version, content },
      text: [content.title, ...wordingsOf(content).flatMap((one) => textsOf(one))]
        .map((one) => (typeof one === "string" ? one : one.text))
        .filter(Boolean)
        .join("\n"),
      direction: "internal",
      ...(authorId === null ? {} : { personId: authorId }),
    },
  });
  return { template, version, content, authorId, madeAt };
}

/** Puts a template away, or back on the shelf. Nothing of it is ever deleted. */
export async function archiveTemplate(ctx: Ctx, id: string, isAway: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const { template } = await lockedTemplate(tx, id);
    authorize(tx, "template.write", { kind: "template", id, agencyId: template.agencyId });
    if ((template.archivedAt !== null) === isAway)
      throw new Refusal(
        "template-as-is",
        isAway ? "This template was archived already." : "This template is not archived.",
        { status: 409 },
      );
    await tx.tx
      .update(templates)
      .set(
        isAway
          ? { archivedAt: stamp(tx.clock.now()), archivedBy: personOf(tx).personId }
          : { archivedAt: null, archivedBy: null },
      )
      .where(at(tx, id));
    await tx.happenings.tell(tx, {
      kind: isAway ? "publish.template-archived" : "publish.template-restored",
      subject: { kind: "template", id },
      facts: { version: template.version, title: template.title },
    });
  });
}

/** Whether the agency has any: the model templates come once. */
export async function hasTemplates(tx: TxCtx): Promise<boolean> {
  return (await tx.tx.$count(templates, eq(templates.agencyId, agencyOf(tx)))) > 0;
}

/** The template that may be used now. */
export async function usableTemplate(tx: TxCtx, id: string): Promise<TemplateVersion> {
  const [row] = await tx.tx
    .select()
    .from(templates)
    .where(and(at(tx, id), isNull(templates.archivedAt)));
  return loadVersion(tx, found(row, "template"));
}

function wordingsOf({ wording, translations }: TemplateContent): Wording[] {
  return [wording, ...translations.map((one) => one.wording)];
}

async function mustHold(tx: TxCtx, content: TemplateContent): Promise<void> {
  const policy = await policyInForce(tx);
  if (!policy?.classes.some(({ code }) => code === content.class))
    throw new Refusal("unknown-class", `The policy in force has no class "${content.class}".`);
  mustBeWhole(content);
}

/** What makes a template unusable when seconds count is refused while there is time. */
export function mustBeWhole(content: TemplateContent): void {
  const { fields, language, wording, translations } = content;
  const keys = fields.map(({ key }) => key);
  const languages = translations.map((one) => one.language);
  const twice = (all: readonly string[]) => all.find((one, index) => all.indexOf(one) !== index);
  const doubled = twice([agencyKey, ...keys]) ?? twice([language, ...languages]);
  if (doubled !== undefined)
    throw new Refusal("template-twice", `"${doubled}" stands in it twice. Each stands once.`);
  if (wording.text.trim() === "")
    throw new Refusal("template-empty", "A template says something: write its text.");
  for (const field of fields) mustOffer(field, language);
  mustFill(content, wording, language);
  for (const one of translations) mustFill(content, one.wording, one.language);
}

/** "No" may go in as nothing; a choice that says nothing is none. */
function mustOffer({ kind, choices, key }: TemplateField, language: string): void {
  const isShort =
    (kind === "choice" && choices.length < 2) || (kind === "yes-no" && choices.length !== 2);
  const isWordless = kind === "choice" && choices.some((one) => !one[language]);
  if (isShort || isWordless)
    throw new Refusal("template-choices", `"${key}": at least two choices, each with its words.`);
}

function mustFill(content: TemplateContent, wording: Wording, language: string): void {
  const fields = new Map(content.fields.map((field) => [field.key, field]));
  for (const key of textsOf(wording).flatMap(({ text }) => keysIn(text))) {
    if (key === agencyKey) continue;
    const field = fields.get(key);
    if (!field)
      throw new Refusal("template-no-fact", `{{${key}}} names no fact of this template.`, {
        details: { key },
      });
    if (language === content.language) continue;
    if (field.kind === "text")
      throw new Refusal(
        "template-free-words",
        `{{${key}}} is typed in free words, which nobody can certify in ${language}. Use a choice, a place, a number or a time.`,
        { details: { key, language } },
      );
    if (field.kind === "choice" && field.choices.some((one) => !one[language]))
      throw new Refusal(
        "template-choices",
        `"${key}": each choice needs its words in ${language}.`,
      );
  }
  mustBeShort(wording, language);
}

/** The fixed words of a text message must be one segment, in the alphabet that every phone has. */
function mustBeShort({ short }: Wording, language: string): void {
  const fixed = short.replaceAll(/\[[^[\]]*\{\{[^[\]]*\]/g, "").replaceAll(/\{\{\w+\}\}/g, "");
  const { encoding, segments } = segmentsOf(fixed);
  if (encoding === "GSM-7" && segments <= 1) return;
  throw new Refusal(
    "template-not-short",
    encoding === "GSM-7"
      ? "The short text is longer than one text message (160 characters)."
      : "The short text has letters that make a text message cost double, such as á or “ ”. Write them without.",
    { details: { language } },
  );
}

function at(tx: TxCtx, id: string) {
  return and(eq(templates.agencyId, agencyOf(tx)), eq(templates.id, id));
}
