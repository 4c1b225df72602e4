import { z } from "zod";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { limit } from "#platform/limits.ts";

const textMax = limit("page.text", 40_000, "characters", "of a page in one language");
const picturesMax = limit("page.pictures", 12, "pictures", "of one page");
const tablesMax = limit("page.tables", 20, "tables", "of one page");
const rowsMax = limit("page.rows", 40, "rows", "of a table of figures; more is a file");
const columnsMax = limit("page.columns", 5, "columns", "of a table of figures");
const documentsMax = limit("page.documents", 20, "documents", "that one page leads to");
const filesMax = limit("page.files", 20, "files", "attached to one page");

export const pageKinds = ["report", "policy-change", "prevention", "pathway"] as const;
export type PageKind = (typeof pageKinds)[number];

/** Words in the languages of the newsroom. English is needed, Spanish is not. */
function both(max: number) {
  const words = z.string().trim().max(max).default("");
  return z.strictObject({ en: words, es: words }).prefault({});
}
export type Both = z.infer<ReturnType<typeof both>>;

const day = z.union([z.literal(""), z.iso.date()]).default("");
const figures = z.strictObject({
  caption: both(200),
  /** Where the figures come from: without it nobody can check them. */
  source: both(300),
  columns: z.array(both(60)).min(1).max(columnsMax),
  rows: z
    .array(
      z.strictObject({
        label: both(80),
        values: z.array(z.number().nullable()).max(columnsMax),
      }),
    )
    .max(rowsMax)
    .default([]),
  /** Draws the last column as bars beside the table. */
  isDrawn: z.boolean().default(false),
});

/** All that a page says, and all that its approval covers. */
export const pageContent = z.strictObject({
  title: both(160),
  /** One or two sentences: what lists, feeds and searches show. */
  summary: both(400),
  /** In the small Markdown of `reading-text.ts`. */
  text: both(textMax),
  pictures: z
    .array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), alt: both(500) }))
    .max(picturesMax)
    .default([]),
  tables: z.array(figures).max(tablesMax).default([]),
  documents: z
    .array(z.strictObject({ title: both(160), url: z.url({ protocol: /^https$/ }).max(2_000) }))
    .max(documentsMax)
    .default([]),
  /** Files of our own: by their bytes, so that what was approved is what is given out. */
  files: z
    .array(
      z.strictObject({
        title: both(160),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        type: z.enum(["application/pdf", "text/csv"]),
        sizeBytes: z.int().min(1),
      }),
    )
    .max(filesMax)
    .default([]),
  /** Of a policy change: the two texts side by side. */
  policy: z
    .strictObject({
      number: z.string().trim().max(40).default(""),
      before: both(textMax),
      after: both(textMax),
      effectiveOn: day,
      commentUntil: day,
      /** Where people write to: an address of the web or of mail. */
      commentTo: z.union([z.literal(""), z.email(), z.url({ protocol: /^https$/ })]).default(""),
    })
    .nullable()
    .default(null),
  /** Of a version that follows a public one: told in the page's history. */
  change: z.strictObject({ what: both(300), why: both(300) }).prefault({}),
});

export type PageContent = z.infer<typeof pageContent>;
export type PageDraft = z.input<typeof pageContent>;
export type Figures = PageContent["tables"][number];

const formVersion = 1;

/** SHA-256 over RFC 8785 canonical JSON of what an approver sees, with the version number of this form (core A1). */
export function pageHash(id: string, kind: PageKind, given: PageContent): string {
  const { files, ...rest } = given;
  // Pages from before there were files keep the hash that they were approved with.
  const content = files.length > 0 ? { ...rest, files } : rest;
  return sha256(canonicalize({ form: formVersion, page: id, kind, content })).toString("hex");
}

/** Over both languages' words: a certification is of these Spanish words for these English ones. */
export function wordsHash(content: PageContent): string {
  const { pictures, tables, documents, files, ...words } = content;
  const around = [
    pictures.map(({ alt }) => alt),
    tables.map(({ caption, source, columns, rows }) => [
      caption,
      source,
      columns,
      rows.map(({ label }) => label),
    ]),
    documents.map(({ title }) => title),
    ...(files.length > 0 ? [files.map(({ title }) => title)] : []),
  ];
  return sha256(canonicalize({ words, around })).toString("hex");
}

/** Whether there is a page in Spanish at all. */
export function hasSpanish({ title, text }: PageContent): boolean {
  return title.es !== "" && text.es !== "";
}

/** Words of an address, of the English title: "car-break-ins". */
export function slugOf(title: string): string {
  return title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");
}

/** All words of a page, for the record's search. */
export function wordsIn({ title, summary, text, policy, change }: PageContent): string {
  const parts = [title, summary, text, policy?.before, policy?.after, change.what, change.why];
  return parts
    .flatMap((one) => (one ? [one.en, one.es] : []))
    .filter(Boolean)
    .join("\n");
}
