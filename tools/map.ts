import { mayKnow } from "./boundaries.ts";
import { writeSection } from "./section.ts";

/** `node tools/map.ts` writes who may know whom into ARCHITECTURE.md; a test holds the page to it. */
export const mapSection = { file: "ARCHITECTURE.md", name: "map" };

export function map(): string {
  const rows = Object.entries(mayKnow).map(
    ([slice, known]) =>
      `| ${slice} | ${known.length > 0 ? known.join(", ") : "no slice"} | ${knownBy(slice)} |`,
  );
  return ["| slice | may know | is known to |", "|---|---|---|", ...rows].join("\n");
}

function knownBy(slice: string): string {
  const knowing = Object.entries(mayKnow).filter(([, known]) => known.includes(slice));
  return knowing.map(([name]) => name).join(", ") || "no slice";
}

if (import.meta.main) writeSection(mapSection, map());
