import { ZipFile } from "yazl";
import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { KitItem, PublicKit } from "./public.ts";

const packMax = limit(
  "kits.pack",
  60_000_000,
  "bytes",
  "of one kit's pictures; the rest stays on its page",
);

const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/** A kit as one file: each text by itself, the pictures with their descriptions, and how to use them. */
export async function packKit(ctx: Ctx, kit: PublicKit, place: { agency: string; url: string }) {
  const zip = new ZipFile();
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
  add("README.txt", readme(kit, place));
  const packed = new Map<string, string>();
  let left = packMax;
  for (const [at, item] of kit.items.entries()) {
    const number = String(at + 1).padStart(2, "0");
    const names: string[] = [];
    for (const picture of item.pictures) {
      const known = packed.get(picture.sha256);
      const name =
        known ?? `pictures/${number}-${packed.size + 1}.${endings[picture.type] ?? "bin"}`;
      names.push(`${name}\n   ${picture.alt}`);
      if (known !== undefined) continue;
      const bytes = await ctx.blobs.get(picture.sha256);
      if (bytes.length > left) continue;
      left -= bytes.length;
      packed.set(picture.sha256, name);
      zip.addBuffer(Buffer.from(bytes), name);
    }
    add(`texts/${number}-${item.language}-${slug(item.title)}.txt`, textOf(item, names));
  }
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function readme(kit: PublicKit, { agency, url }: { agency: string; url: string }): string {
  return [
    `${kit.title.en} / ${kit.title.es}`,
    agency,
    "",
    kit.intro.en,
    "",
    kit.intro.es,
    "",
    "Share the texts as they are. Give each picture its description. What is current stands here:",
    "Comparta los textos como están. Ponga a cada imagen su descripción. Lo vigente está aquí:",
    url,
    "",
  ].join("\n");
}

function textOf({ title, text, url }: KitItem, pictures: readonly string[]): string {
  return [title, "", text, "", url ?? "", ...pictures, ""].join("\n");
}

/** Letters, digits and hyphens: a name that every computer can write. */
function slug(title: string): string {
  const plain = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 50) || "text"
  );
}
