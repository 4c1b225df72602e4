import { ownAgency } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { TaggedPdf } from "../paper/tagged-pdf.ts";
import { certificate } from "./dispositions.ts";

const columns = [
  { head: "Record", width: 150 },
  { head: "From", width: 62 },
  { head: "Destroyed", width: 104 },
  { head: "Leaf", width: 44 },
  { head: "Leaf hash (SHA-256)", width: 144 },
];

/** The certificate of a destruction that was carried out, as PDF/UA: for the file, and for the state archives. */
export async function certificatePdf(ctx: Ctx, id: string): Promise<Uint8Array> {
  const { disposition: told, items } = await certificate(ctx, id);
  if (told.finishedAt === null)
    throw new Refusal("not-destroyed-yet", "There is a certificate once it was carried out.", {
      status: 409,
    });
  const agency = await ownAgency(ctx);
  const paper = new TaggedPdf(`Certificate of destruction D-${told.number}`, "en-US");
  paper.paragraph(agency.name);
  paper.heading("What was destroyed", 2);
  for (const line of [
    `Series: ${told.seriesCode} ${told.seriesTitle}`,
    `Schedule: ${told.authority}`,
    `Period: ${told.months} months from when it happened`,
    `Reason: ${told.why}`,
    `Proposed by ${told.proposedByName ?? ""} on ${day(told.proposedAt)}`,
    `Agreed to by ${told.approvedByName ?? ""} on ${day(told.approvedAt)}`,
    `Carried out by ${day(told.finishedAt)}: ${told.erased} of ${told.records} records destroyed, ${told.kept} kept`,
  ])
    paper.paragraph(line);
  paper.heading("Proof", 2);
  paper.paragraph(
    "The words, pictures and salts of these records were destroyed. Their entries stay in the agency's transparency log as commitments, and the log holds a record of this destruction that names each leaf hash. Backups made before it may still hold the words until they are thrown away.",
  );
  paper.heading("Records", 2);
  if (items.length < told.records)
    paper.paragraph(`The first ${items.length} of ${told.records}; the log names all.`);
  paper.table(
    columns,
    items.map((item) => [
      item.kind,
      day(item.occurredAt),
      item.erasedAt ? minute(item.erasedAt) : `kept: ${item.kept ?? "not yet"}`,
      item.leaf === null ? "on its way" : String(item.leaf),
      item.leafHash,
    ]),
  );
  return paper.end();
}

function day(instant: string | null): string {
  return instant === null ? "" : instant.slice(0, 10);
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
