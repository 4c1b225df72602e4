import { meaningOf, postStateOf, postStateWords } from "./post-states.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

export function PostState({ state }: { state: string }) {
  const t = useWords(postStateWords);
  const known = postStateOf(state);
  return <StateBadge meaning={meaningOf(known)} label={t(known)} />;
}
