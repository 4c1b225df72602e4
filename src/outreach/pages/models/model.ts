import { pageContent, type PageContent } from "../content.ts";

/** An article that an agency may take for its own, change and have approved. Nothing of it is public before. */
export interface Model {
  key: string;
  content: PageContent;
}

interface Words {
  title: string;
  summary: string;
  text: string;
}

/**
 * The Spanish words are ours and no translator's: an agency shows them only once somebody there who reads both languages
 * has certified them.
 */
export function model(key: string, en: Words, es: Words): Model {
  const of = (field: keyof Words) => ({ en: en[field].trim(), es: es[field].trim() });
  return {
    key,
    content: pageContent.parse({ title: of("title"), summary: of("summary"), text: of("text") }),
  };
}
