import { createContext, useContext } from "react";

/** Who is signed in, as GET /api/session says. */
export interface SignedIn {
  state: "signed-in";
  locked: boolean;
  person: { id: string; name: string; email: string; title: string; roles: string[] };
  agency: {
    id: string;
    name: string;
    shortName: string;
    state: string;
    timeZone: string;
    demo: boolean;
  };
  /** The verbs this person may use; screens show, the server decides. */
  may: string[];
  expiresAt: string;
  idleLockMinutes: number;
  language: string | null;
  /** What the top bar of every page tells, with a clock: a hold, an open incident. */
  notices: FrameNotice[];
  /** Numbers beside entries of the rail, by name. */
  counts: Readonly<Record<string, number>>;
}

export interface FrameNotice {
  kind: string;
  id: string;
  title: string;
  since: string;
  /** Its page in the console. */
  href: string;
}

export interface SignedOut {
  state: "signed-out";
  setup: "needed" | "done";
  demo: boolean;
  agencyName?: string;
}

export type Session = SignedIn | SignedOut;

export const SessionContext = createContext<SignedIn | undefined>(undefined);

/** The signed-in session; only pages behind the sign-in may ask. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession is for pages behind the sign-in");
  return session;
}

/** The agency's time zone; the reader's own before anybody signed in. */
export function useZone(): string {
  return (
    useContext(SessionContext)?.agency.timeZone ??
    new Intl.DateTimeFormat().resolvedOptions().timeZone
  );
}

/** `const may = useMay(); may("post.approve")`. No verb asked: everybody may. */
export function useMay(): (verb: string | undefined) => boolean {
  const { may } = useSession();
  return (verb) => verb === undefined || may.includes(verb);
}
