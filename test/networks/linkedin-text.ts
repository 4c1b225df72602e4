import type { Presented } from "./presented.ts";
import { type LoopbackAnswer, No, type Visit } from "./loopback.ts";

export interface LinkedinAsset {
  urn: string;
  size: number;
  pieces: Map<number, Buffer>;
  captions: string[];
  status: "WAITING_UPLOAD" | "PROCESSING" | "AVAILABLE";
  pollsLeft: number;
}

export function linkedinNo(status: number, code: string, message = "Row"): LoopbackAnswer {
  return { status, body: { status, code, message, serviceErrorCode: 100 } };
}

/** What a reader sees of little text; a reserved sign that is not escaped is an error. */
export function readerWords(little: string): string {
  let rest = "";
  for (let at = 0; at < little.length; at += 1) {
    const tag = /^\{hashtag\|\\#\|([^}|]+)\}/.exec(little.slice(at));
    if (tag) {
      rest += `#${tag[1]}`;
      at += tag[0].length - 1;
    } else if (little[at] === "\\") {
      at += 1;
      rest += little[at] ?? "";
    } else if (/[|{}@[\]()<>#*_~]/.test(little[at] ?? "")) {
      throw new No(
        400,
        linkedinNo(400, "ILLEGAL_ARGUMENT", `commentary: ${little[at]} must be escaped`).body,
      );
    } else rest += little[at];
  }
  return rest;
}

/** What `List(urn,urn)` counts, by urn; undefined for what is no such list. */
export function linkedinCounts(
  { query, request }: Visit,
  posts: ReadonlyMap<string, { id: string; parent: string; likes?: number }>,
): Record<string, unknown> | undefined {
  if (request.headers["x-restli-method"] !== "BATCH_GET") return undefined;
  const [, list] = /^List\((.+)\)$/.exec(query.get("ids") ?? "") ?? [];
  const told = list?.split(",").flatMap((urn) => posts.get(urn) ?? []);
  const results = told?.map(({ id, likes = 0 }) => {
    const count = [...posts.values()].filter(({ parent }) => parent === id).length;
    const reactionSummaries = likes > 0 ? { LIKE: { reactionType: "LIKE", count: likes } } : {};
    return [id, { entity: id, reactionSummaries, commentSummary: { count } }];
  });
  return results && Object.fromEntries(results);
}

/** A page as it presents itself (Organization Lookup). */
export function linkedinPage(id: string, presented: Presented) {
  return {
    id: Number(id),
    localizedName: presented.name,
    localizedDescription: presented.description,
    localizedWebsite: presented.website,
    logoV2: { original: presented.picture },
    vanityName: "riversidepd",
  };
}

/** What goes with a post, as it is read back. */
export function linkedinContent({ media, alts }: { media: string[]; alts: string[] }): object {
  const all = media.map((id, at) => ({ id, altText: alts[at] ?? "" }));
  if (all.length === 0) return {};
  return { content: all.length === 1 ? { media: all[0] } : { multiImage: { images: all } } };
}

export function linkedinFile(
  { path, request }: Visit,
  assets: ReadonlyMap<string, LinkedinAsset>,
): LoopbackAnswer | undefined {
  const [, where, urn = ""] = path.split("/");
  if (where !== "dms-download") return undefined;
  const pieces = assets.get(decodeURIComponent(urn))?.pieces;
  if (!pieces || request.headers.authorization !== undefined) return { status: 403 };
  return { status: 200, bytes: Buffer.concat([...pieces.values()]) };
}
