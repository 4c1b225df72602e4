import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { postsApi, type LintFinding, type PostContent, type PostPageData } from "./api.ts";
import { sendable } from "./use-draft.ts";
import { useSettled } from "#ui/use-settled.ts";
import { useSession } from "#ui/session.ts";

const askedAfterMs = 450;
const linksAfterMs = 1_500;

export interface LintState {
  findings: readonly LintFinding[];
  isRead: (key: string) => boolean;
  setRead: (key: string, isRead: boolean) => void;
  /** Keys of the warnings that are confirmed: sent along when the post is handed in. */
  acknowledged: string[];
  blocks: number;
  unread: number;
}

/** What the policy says of what is being written, a moment after the last key. */
export function useLint(
  given: PostPageData | undefined,
  content: PostContent,
  zone: string,
  postId?: string,
): LintState {
  const me = useSession().person.id;
  const [keys, setKeys] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        (given?.submissions ?? [])
          .filter(({ submittedBy }) => submittedBy === me)
          .flatMap(({ acknowledged }) => acknowledged),
      ),
  );
  const asked = useSettled(content, askedAfterMs);
  const links = useLinks(content);
  const whole = sendable(asked, zone);
  const { data } = useQuery({
    queryKey: ["lint", asked, links, postId],
    queryFn: () =>
      postsApi.lint({ ...(whole ?? asked), publish: { when: "when-approved" } }, postId),
    enabled: whole !== undefined,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const findings = whole === undefined ? none : (data?.findings ?? none);
  const warnings = findings.filter(({ level }) => level === "warn");
  return {
    findings,
    isRead: (key) => keys.has(key),
    setRead: (key, isRead) =>
      setKeys((before) => {
        const next = new Set(before);
        if (isRead) next.add(key);
        else next.delete(key);
        return next;
      }),
    acknowledged: warnings.map(({ key }) => key).filter((key) => keys.has(key)),
    blocks: findings.filter(({ level }) => level === "block").length,
    unread: warnings.filter(({ key }) => !keys.has(key)).length,
  };
}

const none: readonly LintFinding[] = [];

/** Has the server ask the links of the text; when it knows more, the lint is asked again. */
function useLinks(content: PostContent): string {
  const settled = useSettled(content, linksAfterMs);
  const written = settled.text.match(/https?:\/\/[^\s<>"”]+/g) ?? [];
  const urls = [...written, ...(settled.link ? [settled.link.url] : [])]
    .map((url) => url.replace(/[.,;:!?)\]'’*]+$/, ""))
    .filter((url) => URL.canParse(url))
    .slice(0, 10);
  const { data } = useQuery({
    queryKey: ["link-checks", urls],
    queryFn: () => postsApi.checkLinks(urls),
    enabled: urls.length > 0,
    retry: false,
    staleTime: 300_000,
  });
  return (data?.links ?? []).map(({ url, state }) => `${state} ${url}`).join("\n");
}
