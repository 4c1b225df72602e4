/** Where a video, and a live stream, is watched. */
export function urlOf(id: string): string {
  return `https://www.youtube.com/watch?v=${id}`;
}
