import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** Why passkeys cannot work on this page: browsers bind them to a name, and to a safe connection. */
export type PasskeyBar = "address" | "insecure" | "browser" | undefined;

export function passkeyBar(): PasskeyBar {
  if (isBareAddress(location.hostname)) return "address";
  if (!globalThis.isSecureContext) return "insecure";
  return typeof PublicKeyCredential === "undefined" ? "browser" : undefined;
}

/** The same page under a name, when it is open on the loopback address. */
export function namedAddress(): string | undefined {
  if (!/^(127\.|\[::1\])/.test(location.hostname)) return undefined;
  const port = location.port === "" ? "" : `:${location.port}`;
  return `${location.protocol}//localhost${port}${location.pathname}`;
}

function isBareAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.startsWith("[");
}

/** Asks the device for a passkey it holds. Loaded only when somebody wants one. */
export async function provePasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return startAuthentication({ optionsJSON });
}

/** Makes a new passkey on the device. */
export async function makePasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return startRegistration({ optionsJSON });
}

/** The person closed the device's question, or let it run out: no error worth showing. */
export function wasGivenUp(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")
  );
}
