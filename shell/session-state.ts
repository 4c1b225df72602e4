import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { sessionApi } from "#agency/web";
import { askPlain, onInterruptions } from "#ui/api.ts";
import type { Ending, SessionGate } from "#ui/session-gate.ts";
import type { Session } from "#ui/session.ts";
import { setTitlePlace } from "#ui/page-title.ts";
import { suggestLanguage } from "#ui/words.ts";

const key = ["session"];
const everyMs = 30_000;
/** Other tabs of the same browser lock, unlock and leave together. */
const tabs = new BroadcastChannel("openbeat-session");
type TabNews = "locked" | "unlocked" | "changed";

/**
 * Who is signed in, and the ways in and out. The screen's own lock (`locked`) holds even when the
 * server could not be told of it, and ends only with a proof.
 */
export function useSessionState() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: key,
    queryFn: () => askPlain<Session>("GET", "/session"),
    refetchInterval: everyMs,
    staleTime: everyMs,
  });
  const session = query.data;
  const signedIn = session?.state === "signed-in" ? session : undefined;
  const [lockedHere, setLockedHere] = useState(false);
  const [ended, setEnded] = useState<Ending>();
  const [asking, setAsking] = useState<(proved: boolean) => void>();
  const waiting = useRef<((unlocked: boolean) => void)[]>([]);
  const wanted = useRef("/");

  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: key }), [queries]);
  const unlocked = useCallback(
    async (tellTabs = true) => {
      setLockedHere(false);
      if (tellTabs) tell("unlocked");
      await refresh();
      for (const resume of waiting.current.splice(0)) resume(true);
    },
    [refresh],
  );
  const lock = useCallback((tellTabs = true) => {
    setLockedHere(true);
    if (!tellTabs) return;
    tell("locked");
    // The screen is hidden already; when the server cannot be told, its own clock locks the session.
    sessionApi.lock().catch(() => undefined);
  }, []);

  useEndings(signedIn?.expiresAt, signedIn !== undefined, setEnded, setLockedHere, queries);
  useTabNews(lock, unlocked, refresh);
  useEffect(() => {
    onInterruptions({
      signedOut: () => void refresh(),
      locked: () => {
        setLockedHere(true);
        return new Promise((resolve) => void waiting.current.push(resolve));
      },
      stepUp: () => new Promise((resolve) => setAsking(() => resolve)),
    });
  }, [refresh]);
  useEffect(() => {
    setTitlePlace(signedIn?.agency.shortName ?? "");
    void suggestLanguage(signedIn?.language);
  }, [signedIn?.agency.shortName, signedIn?.language]);

  const gate: SessionGate = {
    signedOut: session?.state === "signed-out" ? session : undefined,
    ended,
    async enter() {
      setEnded(undefined);
      tell("changed");
      await queries.refetchQueries({ queryKey: key });
      await navigate(wanted.current, { replace: true });
    },
    lock: () => lock(),
    async leave() {
      await sessionApi.end();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
      wanted.current = "/";
      tell("changed");
      await queries.refetchQueries({ queryKey: key });
      setEnded("signed-out");
    },
  };
  return {
    query,
    signedIn,
    gate,
    wanted,
    asking,
    locked: signedIn !== undefined && (lockedHere || signedIn.locked),
    unlocked,
    lock,
    stepUpDone(proved: boolean) {
      asking?.(proved);
      setAsking(undefined);
    },
  };
}

function tell(news: TabNews): void {
  tabs.postMessage(news);
}

function useTabNews(
  lock: (tellTabs: boolean) => void,
  unlocked: (tellTabs: boolean) => Promise<void>,
  refresh: () => Promise<void>,
): void {
  useEffect(() => {
    const hear = ({ data }: MessageEvent<TabNews>) => {
      if (data === "locked") lock(false);
      else if (data === "unlocked") void unlocked(false);
      else void refresh();
    };
    tabs.addEventListener("message", hear);
    return () => tabs.removeEventListener("message", hear);
  }, [lock, unlocked, refresh]);
}

/** Notices when a session is over, and why, so that the sign-in page can say it. */
function useEndings(
  expiresAt: string | undefined,
  isIn: boolean,
  setEnded: (ending: Ending) => void,
  setLockedHere: (locked: boolean) => void,
  queries: QueryClient,
): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (isIn) {
      last.current = expiresAt;
      const left = Date.parse(expiresAt ?? "") - Date.now();
      // A timer of more than 24 days overflows; sessions last twelve hours at most.
      const timer = setTimeout(
        () => void queries.invalidateQueries({ queryKey: key }),
        Math.max(1000, left + 1000),
      );
      return () => clearTimeout(timer);
    }
    if (last.current !== undefined) {
      setEnded(Date.now() >= Date.parse(last.current) ? "twelve-hours" : "over");
      setLockedHere(false);
    }
    last.current = undefined;
    return undefined;
  }, [isIn, expiresAt, queries, setEnded, setLockedHere]);
}
