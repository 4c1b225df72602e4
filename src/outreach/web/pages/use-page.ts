import { pagesApi, type PageData } from "./api.ts";
import { useTyped } from "#ui/use-typed.ts";

/** The page as it is typed. */
export function useTypedPage({ page, content, version }: PageData) {
  return useTyped({ content, version, changedAt: page.changedAt }, (typed, over) =>
    pagesApi.save(page.id, typed, over),
  );
}
