/** Where our own hub takes subscriptions: every feed names it. */
export const hubPath = "/websub/hub";
