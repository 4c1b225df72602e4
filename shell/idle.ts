import { useEffect } from "react";
import { lastActivity, noteActivity } from "#ui/activity.ts";

const checkEveryMs = 10_000;
const signs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/**

 * Calls `onIdle` after so many minutes without a sign of a person in any tab (CJIS AC-11). A

 * computer that slept is judged before its first key counts as activity.

 */
export function useIdle(minutes: number, enabled: boolean, onIdle: () => void): void {
  useEffect(() => {
    if (!enabled) return undefined;
    noteActivity();
    const isIdle = () => Date.now() - lastActivity() >= minutes * 60_000;
    const check = () => {
      if (isIdle()) onIdle();
    };
    const sign = () => {
      if (isIdle()) onIdle();
      else noteActivity();
    };
    const timer = setInterval(check, checkEveryMs);
    for (const name of signs) addEventListener(name, sign, { capture: true, passive: true });
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      for (const name of signs) removeEventListener(name, sign, { capture: true });
      document.removeEventListener("visibilitychange", check);
    };
  }, [minutes, enabled, onIdle]);
}
