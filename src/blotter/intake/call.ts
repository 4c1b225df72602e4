/** A call for service as a dispatch system hands it over, read and not yet judged. Instants are RFC 3339 in UTC. */
export interface ReadCall {
  /** The dispatch system's own number: one call comes many times, as it changes. */
  number: string;
  takenAt: string;
  /** As it was called when it came in, and as it is called now. */
  initialType: string;
  type: string;
  closedAt?: string;
  /** How it ended, in the system's words; nobody but staff sees them. */
  disposition?: string;
  address?: string;
  lat?: number;
  lon?: number;
  /** The beat that the system names; where none, the map decides. */
  beat?: string;
  isHome?: boolean;
  /** The source takes it back: whoever handed it over has it no more, or never should have. */
  isWithdrawn?: boolean;
}

/** A row that is no call, counted from the first one below the heading. */
export interface RowFault {
  row: number;
  why: "no-number" | "no-time" | "no-type" | "bad-time" | "too-long";
}

export interface ReadCalls {
  calls: ReadCall[];
  faults: RowFault[];
  rows: number;
}
