import { lintDraft, type KeyedFinding, type Said } from "#policy";
import { mediaItemsOf, mediaStanding } from "#media";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { hasSpanish, type Both, type PageContent, type PageKind } from "./content.ts";
import { plainText } from "./reading-text.ts";

/** What a page still lacks, each with the field that it is about and a sentence in the languages of the console. */
export interface Lack {
  code: keyof typeof sentences;
  field: string;
  says: Said;
}

const sentences = {
  title: { en: "Give it a title.", es: "Póngale un título." },
  summary: {
    en: "Say in one or two sentences what it is about.",
    es: "Diga en una o dos frases de qué trata.",
  },
  text: { en: "Write its text.", es: "Escriba el texto." },
  spanish: {
    en: "Spanish is begun and not whole: title, summary and text, or none of them.",
    es: "El español está a medias: título, resumen y texto, o ninguno.",
  },
  alt: {
    en: "Describe the picture, in each language that the page has.",
    es: "Describa la imagen, en cada idioma que tenga la página.",
  },
  picture: {
    en: "This picture is not in the library. Add it again.",
    es: "Esta imagen no está en la biblioteca. Agréguela otra vez.",
  },
  rights: {
    en: "The consent for this picture was withdrawn, or its rights have ended.",
    es: "Se retiró el consentimiento para esta imagen, o vencieron sus derechos.",
  },
  source: {
    en: "Say what the table shows and where its figures come from.",
    es: "Diga qué muestra la tabla y de dónde vienen sus cifras.",
  },
  rows: {
    en: "The table has no rows, or one without its words or a figure.",
    es: "La tabla no tiene filas, o a una le faltan palabras o una cifra.",
  },
  file: {
    en: "Say what the attached file is, in each language that the page has.",
    es: "Diga qué es el archivo adjunto, en cada idioma que tenga la página.",
  },
  policy: {
    en: "Give the old text or the new one: what changes?",
    es: "Ponga el texto anterior o el nuevo: ¿qué cambia?",
  },
  effective: {
    en: "Say from which day it is in force.",
    es: "Diga desde qué día está en vigor.",
  },
  change: {
    en: "Say what changed and why: it stands in the history of the page.",
    es: "Diga qué cambió y por qué: queda en la historia de la página.",
  },
} satisfies Record<string, Said>;

function lack(code: Lack["code"], field: string): Lack {
  return { code, field, says: sentences[code] };
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
    ...content.files.flatMap(({ title }, at) =>
      isSaid(title, content) ? [] : [lack("file", `files ${at + 1}`)],
    ),
    ...(kind === "policy-change" ? policyLacking(content) : []),
    ...(isNext && (!content.change.what.en || !content.change.why.en)
      ? [lack("change", "change")]
      : []),
  ];
}

function wordsLacking({ title, summary, text }: PageContent): Lack[] {
  const lacks: Lack[] = [];
  if (!title.en) lacks.push(lack("title", "title"));
  if (!summary.en) lacks.push(lack("summary", "summary"));
  if (!text.en) lacks.push(lack("text", "text"));
  const spanish = [title.es, summary.es, text.es].filter(Boolean).length;
  // Half a translation is a wrong one.
  if (spanish > 0 && spanish < 3) lacks.push(lack("spanish", "text"));
  return lacks;
}

async function picturesLacking(tx: TxCtx, content: PageContent): Promise<Lack[]> {
  const hashes = content.pictures.map(({ sha256 }) => sha256);
  const items = await mediaItemsOf(tx, hashes);
  const standings = await mediaStanding(tx, hashes, tx.clock.now());
  return content.pictures.flatMap(({ sha256, alt }, at): Lack[] => {
    const field = `pictures ${at + 1}`;
    if (!items.get(sha256)?.type.startsWith("image/")) return [lack("picture", field)];
    const standing = standings.get(sha256);
    if (standing === "expired" || standing === "withdrawn") return [lack("rights", field)];
    return isSaid(alt, content) ? [] : [lack("alt", field)];
  });
}

function isSaid({ en, es }: Both, content: PageContent): boolean {
  return en !== "" && (es !== "" || !hasSpanish(content));
}

function tablesLacking(content: PageContent): Lack[] {
  return content.tables.flatMap(({ caption, source, columns, rows }, at): Lack[] => {
    const field = `tables ${at + 1}`;
    const lacks: Lack[] = [];
    if (!isSaid(caption, content) || !isSaid(source, content)) lacks.push(lack("source", field));
    const isWhole = rows.every(
      ({ label, values }) => isSaid(label, content) && values.length === columns.length,
    );
    if (rows.length === 0 || !isWhole || !columns.every((one) => isSaid(one, content)))
      lacks.push(lack("rows", field));
    return lacks;
  });
}

function policyLacking({ policy }: PageContent): Lack[] {
  if (!policy || (!policy.before.en && !policy.after.en)) return [lack("policy", "policy")];
  return policy.effectiveOn === "" ? [lack("effective", "policy")] : [];
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
