import { lazy, Suspense, useCallback, useEffect } from "react";
import { Navigate, Route, Routes, useLocation, useNavigate } from "react-router";
import { Blank } from "./Blank.tsx";
import { useIdle } from "./idle.ts";
import { openRoutes } from "./routes.tsx";
import { useSessionState } from "./session-state.ts";
import { loadLockScreen, loadStepUp } from "#agency/web";
import { GateContext } from "#ui/session-gate.ts";
import { SessionContext } from "#ui/session.ts";

const Frame = lazy(() => import("./Frame.tsx").then((m) => ({ default: m.Frame })));
const LockScreen = lazy(async () => ({ default: await loadLockScreen() }));
const StepUpDialog = lazy(async () => ({ default: await loadStepUp() }));

/**
 * Pages for everybody, or the frame with everything else; the lock and the step-up lie over both.
 */
export function App() {
  const { query, signedIn, gate, wantedRef, locked, lock, unlocked, asking, stepUpDone } =
    useSessionState();
  const isIn = signedIn !== undefined;
  const onIdle = useCallback(() => lock(), [lock]);
  useIdle(signedIn?.idleLockMinutes ?? 30, signedIn !== undefined && !locked, onIdle);
  useEffect(() => {
    if (!isIn) return undefined;
    // Loaded ahead, when the first page has long settled: the lock must close without a network
    // too.
    const timer = setTimeout(() => void loadLockScreen(), 10_000);
    return () => clearTimeout(timer);
  }, [isIn]);
  if (!query.data) return <Blank error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <GateContext value={gate}>
      <SessionContext value={signedIn}>
        <Suspense fallback={<Blank />}>
          <Routes>
            {openRoutes.map(({ path, Page }) => (
              <Route
                key={path}
                path={path}
                element={
                  <OpenPage
                    path={path}
                    isIn={signedIn !== undefined}
                    Page={Page}
                    toRef={wantedRef}
                  />
                }
              />
            ))}
            <Route
              path="*"
              element={
                signedIn ? (
                  <Frame />
                ) : (
                  <ToSignIn setup={gate.signedOut?.setup} wantedRef={wantedRef} />
                )
              }
            />
          </Routes>
        </Suspense>
        <Suspense>
          {locked && <LockScreen onUnlocked={() => void unlocked()} />}
          {asking !== undefined && signedIn && <StepUpDialog onDone={stepUpDone} />}
        </Suspense>
      </SessionContext>
    </GateContext>
  );
}

interface OpenPageProps {
  path: string;
  isIn: boolean;
  toRef: { current: string };
  Page: React.ComponentType;
}

/** Whoever is signed in has no use for the sign-in page; setting up goes on behind it. */
function OpenPage({ path, isIn, Page, toRef }: OpenPageProps) {
  const carriesPass = useLocation().hash.includes("pass=");
  return path === "sign-in" && isIn && !carriesPass ? <GoOn toRef={toRef} /> : <Page />;
}

function GoOn({ toRef }: { toRef: { current: string } }) {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate(toRef.current, { replace: true });
  }, [navigate, toRef]);
  return null;
}

interface ToSignInProps {
  setup: "needed" | "done" | undefined;
  wantedRef: { current: string };
}

function ToSignIn({ setup, wantedRef }: ToSignInProps) {
  const { pathname, search } = useLocation();
  useEffect(() => {
    wantedRef.current = pathname + search;
  }, [pathname, search, wantedRef]);
  return <Navigate to={setup === "needed" ? "/setup" : "/sign-in"} replace />;
}
