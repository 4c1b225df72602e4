import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import { ask, askPlain } from "#ui/api.ts";

export type Proof =
  | { password: string }
  | { code: string }
  | { response: AuthenticationResponseJSON };
export interface Enrolment {
  totp: { secret: string; uri: string };
}
export interface Done {
  next: "done";
  recoveryCodes?: string[];
}
type Options<T> = { options: T };

export const signIn = {
  password: (email: string, password: string) =>
    askPlain<{ next: "code" | "passkey" | "enrol" }>("POST", "/sign-in/password", {
      email,
      password,
    }),
  code: (code: string) => askPlain<Done>("POST", "/sign-in/code", { code }),
  enrol: () => askPlain<Enrolment>("POST", "/sign-in/enrolment"),
  confirmEnrolment: (code: string) =>
    askPlain<Done>("POST", "/sign-in/enrolment/confirm", { code }),
  passkeyOptions: () =>
    askPlain<Options<PublicKeyCredentialRequestOptionsJSON>>("POST", "/sign-in/passkey/options"),
  passkey: (response: AuthenticationResponseJSON) =>
    askPlain<Done>("POST", "/sign-in/passkey", { response }),
  pass: (pass: string) => askPlain<Done>("POST", "/sign-in/pass", { pass }),
};

export const session = {
  lock: () => askPlain<void>("POST", "/session/lock"),
  unlock: (proof: Proof) => askPlain<void>("POST", "/session/unlock", proof),
  stepUp: (proof: Proof) => askPlain<void>("POST", "/session/step-up", proof),
  passkeyOptions: () =>
    askPlain<Options<PublicKeyCredentialRequestOptionsJSON>>("POST", "/session/passkey-options"),
  end: () => askPlain<void>("DELETE", "/session"),
};

export interface AgencyAnswers {
  name: string;
  shortName: string;
  state: string;
  timeZone: string;
  disclaimer: string;
  /** PNG, base64. */
  logo?: string;
}

export const setup = {
  begin: (
    code: string,
    agency: AgencyAnswers,
    administrator: { name: string; email: string; password: string },
  ) => askPlain<Enrolment>("POST", "/setup/agency", { code, agency, administrator }),
  confirm: (code: string, totp: string) => askPlain<Done>("POST", "/setup/confirm", { code, totp }),
  demo: (code: string) => askPlain<Done>("POST", "/setup/demo", { code }),
};

export interface Invitation {
  name: string;
  email: string;
  agencyName: string;
}

export const invitations = {
  read: (pass: string) => askPlain<Invitation>("POST", "/invitations/reading", { pass }),
  accept: (pass: string, password: string) =>
    askPlain<Enrolment>("POST", "/invitations/acceptance", { pass, password }),
  confirm: (pass: string, code: string) =>
    askPlain<Done>("POST", "/invitations/confirmation", { pass, code }),
};

export interface OwnSession {
  id: string;
  startedAt: string;
  lastSeenAt: string;
  address: string;
  agent: string;
  current: boolean;
}

export interface Passkey {
  id: string;
  name: string;
  madeAt: string;
  lastUsedAt?: string | null;
}

export const account = {
  chooseLanguage: (language: "en" | "es") => ask<void>("PUT", "/account/language", { language }),
  sessions: () => ask<{ sessions: OwnSession[] }>("GET", "/session/list"),
  endSession: (id: string) => ask<void>("DELETE", `/session/list/${id}`),
  passkeys: () => ask<{ passkeys: Passkey[] }>("GET", "/passkeys"),
  passkeyOptions: () =>
    ask<Options<PublicKeyCredentialCreationOptionsJSON>>("POST", "/passkeys/options"),
  addPasskey: (response: RegistrationResponseJSON, name: string) =>
    ask<Passkey>("POST", "/passkeys", { response, name }),
  removePasskey: (id: string) => ask<void>("DELETE", `/passkeys/${id}`),
};
