import { readQuery, type QueryNode, type Understood, type WordNode } from "./language.ts";

/** How a query was read, piece by piece, for whoever typed it. */
export type Piece =
  | { kind: "and" | "or" | "not" | "open" | "close" }
  | { kind: "near"; distance: number }
  | { kind: "term"; text: string; form: "stem" | "exact" | "prefix" | "phrase" | "exact-phrase" };

/** How these words would be searched for, before anybody searches. Refuses what cannot be read. */
export function toldWords(words = "") {
  return toldQuery(readQuery(words));
}

/** The search as it was understood, and what of it was passed over. */
export function toldQuery({ node, ignored, hasSmallOr }: Understood) {
  return { pieces: node ? piecesOf(node) : [], ignored, hasSmallOr };
}

function piecesOf(node: QueryNode): Piece[] {
  switch (node.kind) {
    case "word":
      return [{ kind: "term", text: shown(node), form: node.form }];
    case "phrase": {
      const isExact = node.parts.every(({ form }) => form === "exact");
      const form = isExact ? "exact-phrase" : "phrase";
      return [{ kind: "term", text: node.parts.map(shown).join(" "), form }];
    }
    case "near":
      return [
        ...within(node.left),
        { kind: "near", distance: node.distance },
        ...within(node.right),
      ];
    case "not":
      return [{ kind: "not" }, ...within(node.part)];
    default: {
      const between: Piece = { kind: node.kind === "and" ? "and" : "or" };
      return node.parts.flatMap((part, at) => [...(at > 0 ? [between] : []), ...within(part)]);
    }
  }
}

/** What has parts of its own stands in parentheses within others. */
function within(node: QueryNode): Piece[] {
  const isWhole = node.kind === "word" || node.kind === "phrase" || node.kind === "not";
  return isWhole ? piecesOf(node) : [{ kind: "open" }, ...piecesOf(node), { kind: "close" }];
}

function shown({ sigil, word, form }: WordNode): string {
  return sigil + word + (form === "prefix" ? "*" : "");
}
