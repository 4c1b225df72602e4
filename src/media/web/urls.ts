import { apiBase } from "#ui/api.ts";

export const mediaUrl = (sha256: string): string => `${apiBase}/media/${sha256}`;
export const thumbnailUrl = (sha256: string): string => `${apiBase}/media/${sha256}/thumbnail`;
export const trackUrl = (sha256: string): string => `${apiBase}/media/captions/${sha256}/track.vtt`;
