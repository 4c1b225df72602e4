const key = (postId: string) => `openbeat.seen.${postId}`;

/**
 * The version that this approver looked at before this one, on this device; where there is none, the one that was
 * handed in before. Undefined for what nobody has seen in another form.
 */
export function seenBefore(
  post: { post: { id: string }; version: number; submissions: readonly { version: number }[] },
  kept: Pick<Storage, "getItem"> = localStorage,
): number | undefined {
  const seen = Number(kept.getItem(key(post.post.id)) ?? Number.NaN);
  if (seen < post.version) return seen;
  const earlier = post.submissions
    .map(({ version }) => version)
    .filter((version) => version < post.version);
  // Whoever looks at the same version again still sees what was new in it.
  return earlier.length > 0 ? Math.max(...earlier) : undefined;
}

export function noteSeen(
  post: { post: { id: string }; version: number },
  kept: Pick<Storage, "setItem"> = localStorage,
): void {
  kept.setItem(key(post.post.id), String(post.version));
}
