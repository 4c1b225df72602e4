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
        ...allOf(block.size, [
          ...node.pairs.map((pair) => anyOf(block.size, [pair], docsOf)),
          ...node.parts.map(of),
        ]),
        isExact: false,
      };
    case "near":
      return { ...allOf(block.size, [of(node.left), of(node.right)]), isExact: false };
    case "and":
      return allOf(block.size, node.parts.map(of));
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

function allOf(size: number, parts: readonly Candidates[]): Candidates {
  const [first, ...rest] = parts;
  return {
    docs: rest.reduce((docs, one) => docs.and(one.docs), first?.docs ?? DocSet.all(size)),
    isExact: parts.every(({ isExact }) => isExact),
  };
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
