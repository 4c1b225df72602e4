import { lintDraft, type KeyedFinding } from "#policy";
import { mediaItemsOf, mediaStanding } from "#media";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { hasSpanish, type Both, type PageContent, type PageKind } from "./content.ts";
import { plainText } from "./reading-text.ts";

/** What a page still lacks, each with the field that it is about. */
export interface Lack {
  code:
    | "title"
    | "summary"
    | "text"
    | "spanish"
    | "alt"
    | "picture"
    | "rights"
    | "source"
    | "rows"
    | "policy"
    | "effective"
    | "change";
  field: string;
}

/** What keeps a page in, whatever the policy says about its words. `isNext`: a version of it is public. */
export async function pageFindings(
  tx: TxCtx,
  kind: PageKind,
  content: PageContent,
  isNext: boolean,
): Promise<Lack[]> {
  return [
    ...wordsLacking(content),
    ...(await picturesLacking(tx, content)),
    ...tablesLacking(content),
    ...(kind === "policy-change" ? policyLacking(content) : []),
    ...(isNext && (!content.change.what.en || !content.change.why.en)
      ? [{ code: "change" as const, field: "change" }]
      : []),
  ];
}

function wordsLacking({ title, summary, text }: PageContent): Lack[] {
  const lacks: Lack[] = [];
  if (!title.en) lacks.push({ code: "title", field: "title" });
  if (!summary.en) lacks.push({ code: "summary", field: "summary" });
  if (!text.en) lacks.push({ code: "text", field: "text" });
  const spanish = [title.es, summary.es, text.es].filter(Boolean).length;
  // Half a translation is a wrong one.
  if (spanish > 0 && spanish < 3) lacks.push({ code: "spanish", field: "text" });
  return lacks;
}

async function picturesLacking(tx: TxCtx, content: PageContent): Promise<Lack[]> {
  const hashes = content.pictures.map(({ sha256 }) => sha256);
  const items = await mediaItemsOf(tx, hashes);
  const standings = await mediaStanding(tx, hashes, tx.clock.now());
  return content.pictures.flatMap(({ sha256, alt }, at): Lack[] => {
    const field = `pictures ${at + 1}`;
    if (!items.get(sha256)?.type.startsWith("image/")) return [{ code: "picture", field }];
    const standing = standings.get(sha256);
    if (standing === "expired" || standing === "withdrawn") return [{ code: "rights", field }];
    return isSaid(alt, content) ? [] : [{ code: "alt", field }];
  });
}

function isSaid({ en, es }: Both, content: PageContent): boolean {
  return en !== "" && (es !== "" || !hasSpanish(content));
}

function tablesLacking(content: PageContent): Lack[] {
  return content.tables.flatMap(({ caption, source, columns, rows }, at): Lack[] => {
    const field = `tables ${at + 1}`;
    const lacks: Lack[] = [];
    if (!isSaid(caption, content) || !isSaid(source, content))
      lacks.push({ code: "source", field });
    const isWhole = rows.every(
      ({ label, values }) => isSaid(label, content) && values.length === columns.length,
    );
    if (rows.length === 0 || !isWhole || !columns.every((one) => isSaid(one, content)))
      lacks.push({ code: "rows", field });
    return lacks;
  });
}

function policyLacking({ policy }: PageContent): Lack[] {
  if (!policy || (!policy.before.en && !policy.after.en))
    return [{ code: "policy", field: "policy" }];
  return policy.effectiveOn === "" ? [{ code: "effective", field: "policy" }] : [];
}

/** What the agency's own policy says about the words, in both languages (its lint; the reading grade among it). */
export async function policyFindings(ctx: Ctx, content: PageContent): Promise<KeyedFinding[]> {
  const found: KeyedFinding[] = [];
  for (const language of hasSpanish(content) ? (["en", "es"] as const) : (["en"] as const))
    found.push(
      ...(await lintDraft(ctx, {
        title: content.title[language],
        text: `${content.summary[language]}\n\n${plainText(content.text[language])}`,
        class: "routine",
        language,
        media: content.pictures.map(({ alt }) => ({ alt: alt[language], kind: "image" as const })),
      })),
    );
  return found;
}
