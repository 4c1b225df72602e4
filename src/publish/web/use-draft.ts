import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { postsApi, type ChannelMeasure, type PostContent, type PostPageData } from "./api.ts";
import { resolveLocal } from "./zoned.ts";
import type { Saving } from "#ui/SaveState.tsx";

/** Every save is a version with its record in the archive, so it waits for a pause in the writing. */
const saveAfterMs = 2000;
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

interface DraftState {
  id: string | undefined;
  saving: Saving | undefined;
  error: unknown;
}

/** Saves one draft, one request at a time, the newest text last. It outlives renders, not the page. */
class DraftKeeper {
  #version: number;
  #saved: string;
  #running: Promise<void> | undefined;
  readonly #zone: string;
  readonly #tell: (state: DraftState) => void;
  latest: PostContent;
  state: DraftState;

  constructor(
    given: PostPageData | undefined,
    first: PostContent,
    zone: string,
    tell: (state: DraftState) => void,
  ) {
    this.latest = given?.content ?? first;
    this.#version = given?.version ?? 0;
    this.#saved = JSON.stringify(this.latest);
    this.#zone = zone;
    this.#tell = tell;
    this.state = {
      id: given?.post.id,
      saving: given && { state: "saved", at: given.madeAt },
      error: null,
    };
  }

  get isSaved(): boolean {
    return JSON.stringify(this.latest) === this.#saved;
  }

  /** The newest words; answers whether they are still to be saved. */
  take(content: PostContent): boolean {
    this.latest = content;
    if (this.isSaved) return false;
    if (this.state.saving?.state !== "saving") this.set({ saving: { state: "unsaved" } });
    return true;
  }

  /** Rejects with the server's Problem; answers with the id, or nothing where there is nothing to keep. */
  async save(): Promise<string | undefined> {
    while (this.#running) await this.#running.catch(() => undefined);
    const content = sendable(this.latest, this.#zone);
    if (this.isSaved || content === undefined) return this.state.id;
    this.#running = this.#write(content, JSON.stringify(this.latest));
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
    return this.state.id;
  }

  async #write(content: PostContent, text: string): Promise<void> {
    this.set({ saving: { state: "saving" } });
    const { id } = this.state;
    try {
      const next = id
        ? await postsApi.edit(id, content, this.#version)
        : await postsApi.draft(content);
      this.#version = next.version;
      this.#saved = text;
      this.set({
        id: next.post.id,
        error: null,
        saving: this.isSaved
          ? { state: "saved", at: new Date().toISOString() }
          : { state: "unsaved" },
      });
      if (!id) nameAddress(next.post.id);
    } catch (failure) {
      this.set({ saving: { state: "failed" }, error: failure });
      throw failure;
    }
  }

  set(part: Partial<DraftState>): void {
    this.state = { ...this.state, ...part };
    this.#tell(this.state);
  }
}

/**
 * A draft that saves itself: the first change makes it, each later one is its next version, and a page
 * that is left in between saves at once. `flush` answers with the id once all is safe.
 */
export function useDraft(given: PostPageData | undefined, first: PostContent, zone: string) {
  const [state, setState] = useState<DraftState>();
  const [keeper] = useState(() => new DraftKeeper(given, first, zone, setState));
  const [content, setContent] = useState(keeper.latest);
  useEffect(() => {
    if (!keeper.take(content)) return undefined;
    const timer = setTimeout(() => void keeper.save().catch(() => undefined), saveAfterMs);
    return () => clearTimeout(timer);
  }, [content, keeper]);
  useEffect(() => () => void keeper.save().catch(() => undefined), [keeper]);
  const { id, saving, error } = state ?? {
    id: given?.post.id,
    saving: given && { state: "saved" as const, at: given.madeAt },
    error: null,
  };
  return {
    content,
    saving,
    error,
    id,
    change: (part: Partial<PostContent>) => setContent((before) => ({ ...before, ...part })),
    flush: () => keeper.save(),
  };
}

/**
 * The address becomes the draft's own, so that a reload finds it. Not by the router: another route would
 * mount the form anew and take the cursor out of the sentence that is being typed.
 */
function nameAddress(id: string): void {
  const path = location.pathname.replace(/\/posts\/new$/, `/posts/${id}/edit`);
  history.replaceState(history.state, "", path);
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
  const asked = useSettled(content, measureAfterMs);
  const { data } = useQuery({
    queryKey: ["measures", asked],
    queryFn: () =>
      postsApi.measure({
        ...(sendable(asked, zone) ?? { ...asked, link: null }),
        // A time that has passed is said beside its field; it is no matter of the meters.
        publish: { when: "when-approved" },
      }),
    enabled: asked.channels.length > 0,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return data?.measures.filter(({ channelId }) => content.channels.includes(channelId)) ?? none;
}

const none: readonly ChannelMeasure[] = [];

/** A value once it has stood still for so long. */
function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
