import { useEffect, useRef, useState } from "react";
import { postsApi, type ChannelMeasure, type PostContent, type PostPageData } from "./api.ts";
import { resolveLocal } from "./zoned.ts";
import type { Saving } from "#ui/SaveState.tsx";

const saveAfterMs = 900;
const measureAfterMs = 350;

export const emptyContent: PostContent = {
  title: "",
  text: "",
  link: null,
  media: [],
  channels: [],
  variants: {},
  class: "routine",
  purpose: "inform",
  language: "en",
  publish: { when: "when-approved" },
  lateMinutes: 24 * 60,
};

interface Kept {
  id: string;
  version: number;
}

/**
 * A draft that saves itself: the first change makes it, each later one is its next version, and a page
 * that is left in between saves at once. `flush` answers with the id once all is safe.
 */
export function useDraft(given: PostPageData | undefined, first: PostContent, zone: string) {
  const [content, setContent] = useState<PostContent>(given?.content ?? first);
  const [saving, setSaving] = useState<Saving | undefined>(
    given ? { state: "saved", at: given.madeAt } : undefined,
  );
  const [error, setError] = useState<unknown>(null);
  const kept = useRef<Kept | undefined>(given && { id: given.post.id, version: given.version });
  const saved = useRef(JSON.stringify(given?.content ?? first));
  const running = useRef<Promise<void>>(undefined);
  const latest = useRef(content);
  latest.current = content;

  async function save(): Promise<void> {
    while (running.current) await running.current;
    const sending = sendable(latest.current, zone);
    const text = JSON.stringify(latest.current);
    if (text === saved.current || sending === undefined) return;
    running.current = write(sending, text).finally(() => (running.current = undefined));
    await running.current;
  }
  async function write(sending: PostContent, text: string): Promise<void> {
    setSaving({ state: "saving" });
    try {
      const known = kept.current;
      const next = known
        ? await postsApi.edit(known.id, sending, known.version)
        : await postsApi.draft(sending);
      kept.current = { id: next.post.id, version: next.version };
      saved.current = text;
      setError(null);
      setSaving({ state: "saved", at: new Date().toISOString() });
      if (!known) nameAddress(next.post.id);
    } catch (failure) {
      setSaving({ state: "failed" });
      setError(failure);
      throw failure;
    }
  }
  const saveNow = useRef(save);
  saveNow.current = save;
  useEffect(() => {
    if (JSON.stringify(content) === saved.current) return undefined;
    setSaving({ state: "unsaved" });
    const timer = setTimeout(() => void saveNow.current().catch(() => undefined), saveAfterMs);
    return () => clearTimeout(timer);
  }, [content]);
  useEffect(() => () => void saveNow.current().catch(() => undefined), []);
  return {
    content,
    saving,
    error,
    change: (part: Partial<PostContent>) => setContent((before) => ({ ...before, ...part })),
    id: kept.current?.id,
    async flush(): Promise<string | undefined> {
      await save();
      return kept.current?.id;
    },
  };
}

/**
 * The address becomes the draft's own, so that a reload finds it. Not by the router: another route would
 * mount the form anew and take the cursor out of the sentence that is being typed.
 */
function nameAddress(id: string): void {
  history.replaceState(
    history.state,
    "",
    location.pathname.replace(/\/posts\/new$/, `/posts/${id}/edit`),
  );
}

/** What the server takes: a half-typed address or time is left out until it is whole. */
function sendable(content: PostContent, zone: string): PostContent | undefined {
  const isBlank = content.title + content.text === "" && content.media.length === 0;
  if (isBlank) return undefined;
  const { publish } = content;
  const hasTime = publish.when === "at" && resolveLocal(publish.local, zone) !== undefined;
  return {
    ...content,
    link: content.link && isUrl(content.link.url) ? content.link : null,
    publish: publish.when === "at" && !hasTime ? { when: "when-approved" } : publish,
  };
}

export function isUrl(text: string): boolean {
  return /^https?:\/\/\S+\.\S+/.test(text) && URL.canParse(text);
}

/** Counts and findings of every chosen channel, asked a moment after the last key. */
export function useMeasures(content: PostContent, zone: string): readonly ChannelMeasure[] {
  const [measures, setMeasures] = useState<readonly ChannelMeasure[]>([]);
  const asked = JSON.stringify([
    content.title,
    content.text,
    content.link,
    content.media,
    content.channels,
    content.variants,
  ]);
  useEffect(() => {
    let isStale = false;
    if (content.channels.length === 0) return setMeasures([]);
    const timer = setTimeout(async () => {
      try {
        const answer = await postsApi.measure({
          ...(sendable(content, zone) ?? content),
          publish: { when: "when-approved" },
        });
        if (!isStale) setMeasures(answer.measures);
      } catch {
        // A meter that misses one beat is right again at the next key; saving says what is wrong.
      }
    }, measureAfterMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
    // The joined text holds everything that is measured.
  }, [asked]);
  return measures;
}
