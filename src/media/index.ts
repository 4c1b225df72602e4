import "./verbs.ts";
import { slice } from "#platform/slice.ts";
import { mediaRoutes } from "./routes.ts";
import type { UsesQuestion } from "./uses.ts";

/**
 * Pictures and videos: cleaned, described, with their rights, covered by hand. `uses` are asked what carries an item,
 * by the slices that write such uses down.
 */
export function media(uses: readonly UsesQuestion[]) {
  return slice({ name: "media", routes: mediaRoutes(uses) });
}

export { knownTracks, writeCaptions } from "./captions.ts";
export { describeMedia } from "./descriptions.ts";
export { heldByLibrary } from "./holding.ts";
export { itemsStillOut } from "./still-out.ts";
export { listMedia } from "./library.ts";
export { addMedia, mediaItem, mediaItemsOf, type MediaItem } from "./items.ts";
export {
  mediaStanding,
  recordRights,
  withdrawConsent,
  type MediaStanding,
  type RightsDraft,
} from "./rights.ts";
export type { MediaRoutes } from "./routes.ts";
export { noteUses, type MediaUse, type UsesQuestion } from "./uses.ts";
export { readTrack, type Cue } from "./webvtt.ts";
export { makeVersion } from "./versions.ts";
export { addVideo } from "./videos.ts";
