import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LintFinding, PostContent } from "./api.ts";
import { useChannels } from "./queries.ts";
import { firstFacts } from "./template-words.ts";
import {
  templatesApi,
  type AlertWay,
  type FilledAlert,
  type Filling,
  type IssuedAlert,
  type TemplatePageData,
} from "./templates-api.ts";
import { useSettled } from "#ui/use-settled.ts";

const filledAfterMs = 250;

export function useTemplate(id: string) {
  return useQuery({
    queryKey: ["templates", "page", id],
    queryFn: () => templatesApi.page(id),
    enabled: id !== "",
  });
}

export interface AlertState {
  facts: Readonly<Record<string, string>>;
  setFact: (key: string, fact: string) => void;
  languages: readonly string[];
  setLanguage: (language: string, isOn: boolean) => void;
  setChannels: (ids: string[]) => void;
  media: PostContent["media"];
  setMedia: (media: PostContent["media"]) => void;
  isDrawn: boolean;
  setDrawn: (isOn: boolean) => void;
  filling: Filling;
  /** What the server makes of it, a moment after the last key. */
  filled: FilledAlert | undefined;
  error: unknown;
  isRead: (key: string) => boolean;
  setRead: (key: string, isRead: boolean) => void;
  acknowledged: string[];
  blocks: number;
  unread: number;
  /** Names of the channels that do not take it, in any language. */
  over: string[];
  issue: (way: AlertWay) => Promise<IssuedAlert>;
}

/** Everything that is typed and chosen, and what follows from it. Certified languages go along unless left out. */
export function useAlert(template: TemplatePageData): AlertState {
  const { id } = template.template;
  const [facts, setFacts] = useState(() => firstFacts(template.content));
  const [languages, setLanguages] = useState(() =>
    template.translations
      .filter(({ certifiedAt }) => certifiedAt !== null)
      .map(({ language }) => language),
  );
  const [channels, setChannels] = useState<string[]>([]);
  const [media, setMedia] = useState<PostContent["media"]>([]);
  const [isDrawn, setDrawn] = useState(true);
  const [read, setRead] = useState<readonly string[]>([]);
  const filling: Filling = {
    version: template.version,
    facts,
    languages,
    channels,
    media: media.map(({ sha256, alt }) => ({ sha256, alt })),
    drawn: isDrawn,
  };
  const { data, error } = useFilled(id, filling);
  const findings = (data?.parts ?? []).flatMap((part) => part.findings);
  const warnings = findings.filter(({ level }) => level === "warn");
  return {
    facts,
    setFact: (key, fact) => setFacts((before) => ({ ...before, [key]: fact })),
    languages,
    setLanguage: (language, isOn) =>
      setLanguages((before) => withOrWithout(before, language, isOn)),
    setChannels,
    media,
    setMedia,
    isDrawn,
    setDrawn,
    filling,
    filled: data,
    error,
    isRead: (key) => read.includes(key),
    setRead: (key, isOn) => setRead((before) => withOrWithout([...before], key, isOn)),
    acknowledged: keysOf(warnings).filter((key) => read.includes(key)),
    blocks: findings.filter(({ level }) => level === "block").length,
    unread: keysOf(warnings).filter((key) => !read.includes(key)).length,
    over: useOver(data),
    issue: (way) => templatesApi.issue(id, filling, way),
  };
}

function useFilled(id: string, filling: Filling) {
  const asked = useSettled(JSON.stringify(filling), filledAfterMs);
  return useQuery({
    queryKey: ["templates", "filled", id, asked],
    queryFn: () => templatesApi.fill(id, JSON.parse(asked) as Filling),
    placeholderData: (before) => before,
    gcTime: 0,
  });
}

function useOver(filled: FilledAlert | undefined): string[] {
  const { channels } = useChannels();
  const over = (filled?.parts ?? []).flatMap(({ measures }) =>
    measures.filter((one) => one.findings.length > 0).map(({ channelId }) => channelId),
  );
  return channels.filter(({ id }) => over.includes(id)).map(({ name }) => name);
}

function withOrWithout(all: string[], one: string, isOn: boolean): string[] {
  const rest = all.filter((each) => each !== one);
  return isOn ? [...rest, one] : rest;
}

function keysOf(findings: readonly LintFinding[]): string[] {
  return [...new Set(findings.map(({ key }) => key))];
}
