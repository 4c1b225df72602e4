import { createContext, useContext } from "react";
import type { SignedOut } from "./session.ts";

/** What the pages of signing in, locking and leaving may ask of the shell. */
export interface SessionGate {
  /** Who has not signed in yet: undefined once somebody has. */
  signedOut: SignedOut | undefined;
  /** Why the last session ended, to be told on the sign-in page. */
  ended: Ending | undefined;
  /** Reads the session again and goes on to where the person wanted to go. */
  enter(): Promise<void>;
  lock(): void;
  leave(): Promise<void>;
}

export type Ending = "twelve-hours" | "signed-out" | "over";

export const GateContext = createContext<SessionGate | undefined>(undefined);

export function useGate(): SessionGate {
  const gate = useContext(GateContext);
  if (!gate) throw new Error("useGate is for pages inside the shell");
  return gate;
}
