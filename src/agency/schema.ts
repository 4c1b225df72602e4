import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";

export const agencies = table("agencies", {
  agencyId: uuid().primaryKey(),
  name: text().notNull(),
  shortName: text().notNull(),
  state: text().notNull(),
  timeZone: text().notNull(),
  language: text().notNull().default("en"),
  disclaimer: text().notNull().default(""),
  /** Whom to tell of a weakness of the site: an e-mail address or an address of the web; empty: nobody is named. */
  securityContact: text().notNull().default(""),
  logoSha256: text(),
  isDemo: boolean().notNull().default(false),
  madeAt: instant().notNull(),
});

export const people = table(
  "people",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    email: text().notNull(),
    name: text().notNull(),
    title: text().notNull().default(""),
    unitId: uuid(),
    /** What the person chose; until then the browser's own language decides. */
    language: text(),
    madeAt: instant().notNull(),
    lastSeenAt: instant(),
    endedAt: instant(),
    endedWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("people_email").on(t.agencyId, t.email),
    index("people_sign_in").on(t.email),
  ],
);

/** A role is a row: who granted it and when come for nothing. */
export const roleGrants = table(
  "role_grants",
  {
    agencyId: agencyId(),
    personId: uuid().notNull(),
    role: text().notNull(),
    grantedBy: uuid(),
    grantedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.personId, t.role] })],
);

export const units = table(
  "units",
  { agencyId: agencyId(), id: uuid().notNull(), name: text().notNull() },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const beats = table(
  "beats",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    /** GeoJSON Polygon or MultiPolygon, WGS 84. */
    area: jsonb(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("beats_code").on(t.agencyId, t.code),
  ],
);

export const passwords = table(
  "passwords",
  {
    agencyId: agencyId(),
    personId: uuid().notNull(),
    hash: text().notNull(),
    setAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.personId] })],
);

/** A TOTP authenticator (RFC 6238). `lastStep` makes each code good for one use. */
export const authenticators = table(
  "authenticators",
  {
    agencyId: agencyId(),
    personId: uuid().notNull(),
    secret: bytes().notNull(),
    confirmedAt: instant(),
    lastStep: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.personId] })],
);

export const recoveryCodes = table(
  "recovery_codes",
  { agencyId: agencyId(), personId: uuid().notNull(), hash: text().notNull(), usedAt: instant() },
  (t) => [primaryKey({ columns: [t.agencyId, t.personId, t.hash] })],
);

export const passkeys = table(
  "passkeys",
  {
    agencyId: agencyId(),
    id: text().notNull(),
    personId: uuid().notNull(),
    publicKey: bytes().notNull(),
    counter: integer().notNull(),
    transports: jsonb().notNull(),
    name: text().notNull(),
    madeAt: instant().notNull(),
    lastUsedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("passkeys_person").on(t.agencyId, t.personId),
  ],
);

export const sessions = table(
  "sessions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    secretHash: text().notNull(),
    /** Until the second factor is proved the session opens nothing but the second step. */
    isComplete: boolean().notNull(),
    factor: text().notNull(),
    startedAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    provedAt: instant().notNull(),
    lockedAt: instant(),
    endedAt: instant(),
    endedWhy: text(),
    address: text().notNull(),
    agent: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("sessions_person").on(t.agencyId, t.personId),
  ],
);

/** Failed sign-ins count by account, known or not, so that an answer never tells which exist. */
export const signInFailures = table(
  "sign_in_failures",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    at: instant().notNull(),
    address: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("sign_in_failures_person").on(t.agencyId, t.personId, t.at),
  ],
);

export const lockouts = table(
  "lockouts",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    at: instant().notNull(),
    openedAt: instant(),
    openedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("lockouts_person").on(t.agencyId, t.personId),
  ],
);

/** A one-time way in: an invitation, a recovery by two administrators, the demo's printed sign-ins. */
export const passes = table(
  "passes",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    kind: text().notNull(),
    secretHash: text().notNull(),
    madeBy: uuid(),
    /** A recovery needs a second administrator. */
    secondedBy: uuid(),
    madeAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

export const tokens = table(
  "tokens",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    name: text().notNull(),
    secretHash: text().notNull(),
    scopes: jsonb().notNull(),
    madeAt: instant().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    endedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** Append-only: the application's database role may insert and read, nothing else (core R6). */
export const auditEvents = table(
  "audit_events",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    at: instant().notNull(),
    actorKind: text().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    via: text().notNull(),
    address: text().notNull(),
    agent: text().notNull(),
    kind: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    outcome: text().notNull(),
    facts: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("audit_events_subject").on(t.agencyId, t.subjectKind, t.subjectId),
    index("audit_events_actor").on(t.agencyId, t.actorId, t.id),
  ],
);
