import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  approvalsApi,
  channelsOf,
  deliveriesApi,
  holdsApi,
  pictureUrl,
  policyOf,
  postsApi,
  type ChannelRow,
} from "./api.ts";

const liveMs = 5_000;
const quietMs = 30_000;

/** What is under way changes within seconds; the rest at a calmer pace, and whenever its page is opened. */
export function usePost(id: string, isLive = true) {
  return useQuery({
    queryKey: ["posts", "page", id],
    queryFn: () => postsApi.page(id),
    enabled: id !== "",
    refetchInterval: isLive ? liveMs : false,
  });
}

const justNowMs = 5_000;

export function useApprovals() {
  return useQuery({
    queryKey: ["approvals"],
    queryFn: approvalsApi.pending,
    refetchInterval: quietMs,
    // The rail has asked the same a moment ago when a page begins.
    refetchOnMount: ({ state }) => Date.now() - state.dataUpdatedAt > justNowMs && "always",
  });
}

export function useTimeline() {
  return useQuery({
    queryKey: ["timeline"],
    queryFn: deliveriesApi.timeline,
    refetchInterval: quietMs,
    refetchOnMount: "always",
  });
}

export function useHolds() {
  return useQuery({
    queryKey: ["holds"],
    queryFn: holdsApi.active,
    refetchInterval: quietMs,
    refetchOnMount: "always",
  });
}

export function useChannels() {
  const query = useQuery({ queryKey: ["channels"], queryFn: channelsOf, staleTime: quietMs });
  return { ...query, channels: query.data?.channels ?? none };
}

const none: readonly ChannelRow[] = [];

/** Who has written posts here: the choices of a filter. */
export function useAuthors() {
  const query = useQuery({
    queryKey: ["posts", "authors"],
    queryFn: postsApi.authors,
    staleTime: quietMs,
  });
  return query.data?.authors ?? [];
}

export function usePolicy() {
  const query = useQuery({
    queryKey: ["policy", "classes"],
    queryFn: policyOf,
    staleTime: quietMs,
  });
  return query.data?.policy ?? undefined;
}

/** The class as the policy in force titles it, with the paragraph that asks for its approval. */
export function useClassOf(): (code: string) => { title: string; paragraph: string | undefined } {
  const policy = usePolicy();
  return (code) => {
    const found = policy?.classes.find((one) => one.code === code);
    return { title: found?.title ?? code, paragraph: found?.paragraph };
  };
}

/** After an act everything that shows posts is read again. */
export function useChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["posts", "approvals", "timeline", "holds", "session"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}

export { pictureUrl };
