import assert from "node:assert/strict";
import type { CDPSession, Page } from "playwright-core";

/** The authenticator of a computer or a phone: holds passkeys, and its user is always present. */
export class Device {
  readonly #cdp: CDPSession;
  readonly #id: string;

  private constructor(cdp: CDPSession, id: string) {
    this.#cdp = cdp;
    this.#id = id;
  }

  static async of(page: Page): Promise<Device> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(cdp, authenticatorId);
  }

  async passkeys() {
    return (await this.#cdp.send("WebAuthn.getCredentials", { authenticatorId: this.#id }))
      .credentials;
  }

  /** The same key with an older counter: what a copy of the device would hold. */
  async turnCounterBackTo(signCount: number): Promise<void> {
    const [passkey] = await this.passkeys();
    assert.ok(passkey);
    await this.#cdp.send("WebAuthn.removeCredential", {
      authenticatorId: this.#id,
      credentialId: passkey.credentialId,
    });
    await this.#cdp.send("WebAuthn.addCredential", {
      authenticatorId: this.#id,
      credential: { ...passkey, signCount },
    });
  }

  async verifyUser(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send("WebAuthn.setUserVerified", { authenticatorId: this.#id, isUserVerified });
  }
}
