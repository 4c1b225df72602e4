import type { Block } from "./block.ts";
import type { Compiled } from "./compiling.ts";
import { DocSet, lowest } from "./doc-set.ts";

/** What of a block a query may find: everything that it finds, and where not exact perhaps more. */
export interface Candidates {
  docs: DocSet;
  isExact: boolean;
}

/** The records of a term; undefined: none holds it; "unread": not looked at yet. */
export type DocsOf = (term: string) => DocSet | "unread" | undefined;

/**
 * Evaluates a query over one block by its terms. Phrases and nearness cannot be told from terms: their candidates are
 * read. What is not exact is never taken away from anything.
 */
export function candidatesOf(node: Compiled, block: Block, docsOf: DocsOf): Candidates {
  const of = (one: Compiled) => candidatesOf(one, block, docsOf);
  switch (node.kind) {
    case "word":
      return anyOf(block.size, [...node.terms], docsOf);
    case "phrase":
      return {
        ...allOf(block.size, [...node.pairs.map(pairOf), ...node.parts], of),
        isExact: false,
      };
    case "near":
      return { ...allOf(block.size, [node.left, node.right], of), isExact: false };
    case "and":
      return allOf(block.size, node.parts, of);
    case "or":
    case "any":
      return either(block.size, node.parts.map(of));
    case "not": {
      const { docs, isExact } = of(node.part);
      const all = DocSet.all(block.size);
      return isExact ? { docs: all.without(docs), isExact } : { docs: all, isExact: false };
    }
    case "leaves":
      return { docs: DocSet.of(block.size, within(node.leaves, block)), isExact: true };
  }
}

function anyOf(size: number, terms: readonly string[], docsOf: DocsOf): Candidates {
  let docs: DocSet | undefined;
  for (const term of terms) {
    const its = docsOf(term);
    if (its === "unread") return { docs: DocSet.all(size), isExact: false };
    if (its) docs = docs ? docs.or(its) : its;
  }
  return { docs: docs ?? DocSet.none(size), isExact: true };
}

function pairOf(pair: string): Compiled {
  return { kind: "word", terms: new Set([pair]) };
}

/** The smallest first, and no more of them once nothing is left: large ones are only looked into. */
function allOf(
  size: number,
  parts: readonly Compiled[],
  of: (part: Compiled) => Candidates,
): Candidates {
  const all = parts.map(of).sort((one, other) => one.docs.weight - other.docs.weight);
  let docs = DocSet.all(size);
  for (const part of all) {
    docs = docs.and(part.docs);
    if (docs.isEmpty()) break;
  }
  return { docs, isExact: docs.isEmpty() || all.every(({ isExact }) => isExact) };
}

function either(size: number, parts: readonly Candidates[]): Candidates {
  return {
    docs: parts.reduce((docs, one) => docs.or(one.docs), DocSet.none(size)),
    isExact: parts.every(({ isExact }) => isExact),
  };
}

/** The places in a block of leaves that stand in rising order. */
function within(leaves: readonly number[], { first, size }: Block): number[] {
  const from = lowest(leaves, first);
  return leaves.slice(from, lowest(leaves, first + size)).map((leaf) => leaf - first);
}
