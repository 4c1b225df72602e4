import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { sessionApi } from "#agency/web";
import { askPlain, onInterruptions } from "#ui/api.ts";
import type { Ending, SessionGate } from "#ui/session-gate.ts";
import type { Session, SignedIn } from "#ui/session.ts";
import { setTitlePlace } from "#ui/page-title.ts";
import { takeLanguage } from "#ui/words.ts";

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
  const query = useQuery({
    queryKey: key,
    queryFn: () => askPlain<Session>("GET", "/session"),
    refetchInterval: everyMs,
    staleTime: everyMs,
  });
  const session = query.data;
  const signedIn = session?.state === "signed-in" ? session : undefined;
  const [ended, setEnded] = useState<Ending>();
  const [asking, setAsking] = useState<(proved: boolean) => void>();
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: key }), [queries]);
  const { lockedHere, lock, unlocked, askUnlock } = useLock(refresh);

  const ways = useWays(setEnded);
  useEndings(signedIn, ways, setEnded, unlocked);
  useTabNews(lock, unlocked, refresh);
  const isIn = signedIn !== undefined;
  useEffect(() => {
    onInterruptions({
      signedOut: () => void refresh(),
      locked: askUnlock,
      // Pages before the frame (set-up, invitation) have no dialog: there the refusal is shown as it is.
      stepUp: async () => isIn && new Promise((resolve) => setAsking(() => resolve)),
    });
  }, [refresh, askUnlock, isIn]);
  useEffect(() => {
    setTitlePlace(signedIn?.agency.shortName ?? "");
    takeLanguage(signedIn?.language);
  }, [signedIn?.agency.shortName, signedIn?.language]);

  const gate: SessionGate = {
    signedOut: session?.state === "signed-out" ? session : undefined,
    ended,
    enter: ways.enter,
    leave: ways.leave,
    lock: () => lock(),
  };
  return {
    query,
    signedIn,
    gate,
    asking,
    lock,
    unlocked,
    wantedRef: ways.wantedRef,
    locked: signedIn !== undefined && (lockedHere || signedIn.locked),
    stepUpDone(proved: boolean) {
      asking?.(proved);
      setAsking(undefined);
    },
  };
}

/** Into the console, to where the person wanted to go, and out of it. */
function useWays(setEnded: (ended: Ending | undefined) => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const wantedRef = useRef("/");
  const leavingRef = useRef(false);
  return {
    wantedRef,
    leavingRef,
    async enter() {
      setEnded(undefined);
      tell("changed");
      await queries.refetchQueries({ queryKey: key });
      await navigate(wantedRef.current, { replace: true });
    },
    async leave() {
      leavingRef.current = true;
      await sessionApi.end();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
      tell("changed");
      await queries.refetchQueries({ queryKey: key });
    },
  };
}

/** The screen's own lock; requests that met a locked session wait here until it is open again. */
function useLock(refresh: () => Promise<void>) {
  const [lockedHere, setLockedHere] = useState(false);
  const waiting = useRef<((isOpen: boolean) => void)[]>([]);
  const unlocked = useCallback(
    async (tellTabs = true) => {
      // The server's own state first, or the screen would close again for as long as it is unknown.
      await refresh();
      setLockedHere(false);
      if (tellTabs) tell("unlocked");
      for (const resume of waiting.current.splice(0)) resume(true);
    },
    [refresh],
  );
  const lock = useCallback((tellTabs = true) => {
    setLockedHere(true);
    if (!tellTabs) return;
    tell("locked");
    // The screen is hidden already; when the server cannot be told, its own clock locks the
    // session.
    sessionApi.lock().catch(() => undefined);
  }, []);
  const askUnlock = useCallback(() => {
    setLockedHere(true);
    return new Promise<boolean>((resolve) => void waiting.current.push(resolve));
  }, []);
  return { lockedHere, lock, unlocked, askUnlock };
}

function tell(news: TabNews): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is one
  // origin's own
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
  signedIn: SignedIn | undefined,
  { leavingRef, wantedRef }: Pick<ReturnType<typeof useWays>, "leavingRef" | "wantedRef">,
  setEnded: (ending: Ending) => void,
  unlocked: (tellTabs: boolean) => Promise<void>,
): void {
  const queries = useQueryClient();
  const last = useRef<string>(undefined);
  const expiresAt = signedIn?.expiresAt;
  useEffect(() => {
    const before = last.current;
    last.current = expiresAt;
    if (expiresAt !== undefined) {
      const left = Date.parse(expiresAt) - Date.now();
      const timer = setTimeout(
        () => void queries.invalidateQueries({ queryKey: key }),
        Math.max(1000, left + 1000),
      );
      return () => clearTimeout(timer);
    }
    if (before === undefined) return undefined;
    const isOver = Date.now() >= Date.parse(before);
    setEnded(leavingRef.current ? "signed-out" : isOver ? "twelve-hours" : "over");
    // Whoever left by choice comes back to Today, and so does the next person at this desk.
    if (leavingRef.current) wantedRef.current = "/";
    leavingRef.current = false;
    void unlocked(false);
    return undefined;
  }, [expiresAt, leavingRef, wantedRef, setEnded, unlocked, queries]);
}
