/** "1:05", "1:02:05": a length as players show it. */
export function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** "01:02.500": a cue's time, in minutes and seconds. */
export function cueTimeOf(seconds: number): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const minutes = String(Math.floor(ms / 60_000)).padStart(2, "0");
  return `${minutes}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, "0")}`;
}

/** Reads "1:02.5", "62.5" and "0:01:02.500"; undefined for what is no time. */
export function secondsOf(text: string): number | undefined {
  const parts = text.trim().replace(",", ".").split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return undefined;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}
