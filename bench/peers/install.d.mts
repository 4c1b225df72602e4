/** Installs BullMQ and its client, once for each lock file. */
export function installPeers(): void;
