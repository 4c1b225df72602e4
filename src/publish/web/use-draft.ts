import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { postsApi, type ChannelMeasure, type PostContent, type PostPageData } from "./api.ts";
import type { Version } from "./GlassButton.tsx";
import { resolveLocal } from "./zoned.ts";
import type { Saving } from "#ui/SaveState.tsx";
import { useSettled } from "#ui/use-settled.ts";

const saveAfterMs = 2000;
/** What is saved while somebody types becomes a version, with its record, after a longer pause. */
const settleAfterMs = 20_000;
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
  beats: [],
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
  /** What the next save goes on from: the hash of the last one. */
  #hash: string;
  #saved: string;
  #isVersion = true;
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
    const typed = given?.typed;
    this.latest = typed?.content ?? given?.content ?? first;
    this.#hash = typed?.hash ?? given?.hash ?? "";
    this.#isVersion = !typed;
    this.#saved = JSON.stringify(this.latest);
    this.#zone = zone;
    this.#tell = tell;
    this.state = {
      id: given?.post.id,
      saving: given && { state: "saved", at: typed?.savedAt ?? given.madeAt },
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

  /**
   * Rejects with the server's Problem; answers with what was saved, or nothing where there is nothing to keep.
   * Without `typing` all that was saved is a version afterwards.
   */
  async save(typing: boolean): Promise<Version | undefined> {
    while (this.#running) await this.#running.catch(() => undefined);
    const content = sendable(this.latest, this.#zone);
    const isDone = this.isSaved && (typing || this.#isVersion);
    if (isDone || content === undefined) return this.#version();
    this.#running = this.#write(content, JSON.stringify(this.latest), typing);
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
    return this.#version();
  }

  #version(): Version | undefined {
    const { id } = this.state;
    return id === undefined ? undefined : { id, hash: this.#hash };
  }

  async #write(content: PostContent, text: string, typing: boolean): Promise<void> {
    this.set({ saving: { state: "saving" } });
    const { id } = this.state;
    try {
      const next = id
        ? await postsApi.save(id, content, this.#hash, typing)
        : await postsApi.draft(content);
      this.#hash = next.hash;
      this.#isVersion = next.isVersion;
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
 * A draft that saves itself: the first change makes it, later ones go into its working copy, and a long
 * pause or leaving the page makes them the next version. `flush` answers with it once that is done.
 */
export function useDraft(given: PostPageData | undefined, first: PostContent, zone: string) {
  const [state, setState] = useState<DraftState>();
  const [keeper] = useState(() => new DraftKeeper(given, first, zone, setState));
  const [content, setContent] = useState(keeper.latest);
  useEffect(() => {
    if (!keeper.take(content)) return undefined;
    const quietly = (typing: boolean) => void keeper.save(typing).catch(() => undefined);
    const saving = setTimeout(() => quietly(true), saveAfterMs);
    const settling = setTimeout(() => quietly(false), settleAfterMs);
    return () => {
      clearTimeout(saving);
      clearTimeout(settling);
    };
  }, [content, keeper]);
  useEffect(() => {
    const leave = () => void keeper.save(false).catch(() => undefined);
    const hide = () => document.visibilityState === "hidden" && leave();
    document.addEventListener("visibilitychange", hide);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      leave();
    };
  }, [keeper]);
  const { id, saving, error } = state ?? {
    id: given?.post.id,
    saving: keeper.state.saving,
    error: null,
  };
  return {
    content,
    saving,
    error,
    id,
    change: (part: Partial<PostContent>) => setContent((before) => ({ ...before, ...part })),
    flush: () => keeper.save(false),
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
export function sendable(content: PostContent, zone: string): PostContent | undefined {
  const isBlank = content.title + content.text === "" && content.media.length === 0;
  if (isBlank) return undefined;
  const { publish } = content;
  const hasTime = publish.when === "at" && resolveLocal(publish.local, zone) !== undefined;
  return {
    ...content,
    ...wholeShapes(content),
    live: content.live && resolveLocal(content.live.local, content.live.zone) && content.live,
    link: content.link && isUrl(content.link.url) ? content.link : null,
    publish: publish.when === "at" && !hasTime ? { when: "when-approved" } : publish,
  };
}

/** A thread's empty post, a poll without two answers, a campaign without a name are not there yet. */
function wholeShapes({ thread, poll, firstComment, campaign }: PostContent): Partial<PostContent> {
  const parts = (thread?.parts ?? []).filter(({ text }) => text.trim() !== "");
  const options = (poll?.options ?? []).map((one) => one.trim()).filter(Boolean);
  return {
    thread: thread && parts.length > 0 ? { ...thread, parts } : undefined,
    poll: poll && options.length > 1 ? { ...poll, options } : undefined,
    firstComment: firstComment?.text.trim() ? firstComment : undefined,
    campaign: campaign && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(campaign.name) ? campaign : undefined,
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
