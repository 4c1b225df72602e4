import { mediaApi, mediaUrl, sendPicture } from "./api.ts";

const quality = 0.9;
const firstLookS = 1;

/** The frame that a player shows now, as a picture of its own, kept as the video's still. Returns its hash. */
export async function keepFrame(video: HTMLVideoElement, sha256: string): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, "image/jpeg", quality),
  );
  if (blob === null) throw new Error("the frame cannot be drawn");
  const still = await sendPicture(new File([blob], "still.jpg", { type: "image/jpeg" }));
  await mediaApi.choosePoster(sha256, still.sha256);
  return still.sha256;
}

/** A frame near the beginning; undefined where this browser cannot show the video. */
export async function firstFrame(sha256: string): Promise<string | undefined> {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = mediaUrl(sha256);
  try {
    await heard(video, "loadeddata");
    video.currentTime = Math.min(firstLookS, (video.duration || 0) / 2);
    await heard(video, "seeked");
    return await keepFrame(video, sha256);
  } catch {
    // A still is a courtesy: without one the player shows its first frame.
    return undefined;
  } finally {
    video.removeAttribute("src");
    video.load();
  }
}

const patienceMs = 15_000;

function heard(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no frame came")), patienceMs);
    video.addEventListener(event, () => (clearTimeout(timer), resolve()), { once: true });
    video.addEventListener("error", () => reject(new Error("not shown here")), { once: true });
  });
}
