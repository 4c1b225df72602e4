import { useQuery, useQueryClient } from "@tanstack/react-query";
import { archiveApi } from "./api.ts";
import { useMay } from "#ui/session.ts";

const key = ["archive-tags"];

/** The agency's tags, by name. */
export function useTags() {
  const may = useMay();
  const tags = useQuery({
    queryKey: key,
    queryFn: archiveApi.tags,
    enabled: may("archive.keep-searches"),
    staleTime: 60_000,
  });
  return tags.data?.tags ?? [];
}

/** Call when tags were put on or taken off: the record is asked for anew, and so is the list of tags. */
export function useTagsChanged(): (recordId: string) => Promise<void> {
  const client = useQueryClient();
  return async (recordId) => {
    await Promise.all([
      client.invalidateQueries({ queryKey: key }),
      client.invalidateQueries({ queryKey: ["archive", "record", recordId] }),
    ]);
  };
}
