import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ShownStream } from "#channels";
import { html } from "hono/html";
import type { Html } from "../page.ts";
import { picturePath } from "../site-facts.ts";
import { ownName, type Language } from "../words.ts";
import { streamPath } from "./serving.ts";

export const playerPath = "/player.js";
export const hlsPath = "/hls.js";

/**
 * With a script the stream is played by one player everywhere it can run; without, or where it cannot (Safari on telephones), by
 * the browser's own, as Chromium from 142 on and Safari have one.
 */
export const playerScript = `(function () {
  var video = document.querySelector("video[data-stream]");
  if (!video || !(window.MediaSource || window.ManagedMediaSource)) return;
  var script = document.createElement("script");
  script.src = "${hlsPath}";
  script.onload = function () {
    if (!window.Hls || !window.Hls.isSupported()) return;
    var player = new window.Hls({ enableWorker: false });
    player.loadSource(video.dataset.stream);
    player.attachMedia(video);
  };
  document.head.appendChild(script);
})();
`;

/** The player, as its makers publish it. */
export function hlsScript(): string {
  const { resolve } = createRequire(import.meta.url);
  return readFileSync(resolve("hls.js/dist/hls.min.js"), "utf8").replace(
    /\n\/\/# sourceMappingURL=.*\s*$/,
    "\n",
  );
}

const words = {
  en: {
    upcoming: "Live here from",
    live: "Live now",
    ended: "This live stream is over. Below is the recording.",
    nothing: "This live stream is over. There is no recording.",
    began: "Began",
    until: "Ended",
    captions: "Captions can be switched on in the player.",
    written: "Its captions were written afterwards and checked by a second person.",
    noCaptions: "This stream brings no captions of its own.",
    gaps: "Parts of it did not reach us and are missing.",
    says: "Live stream",
    refresh: "Load this page again then; nothing starts by itself.",
    open: "Open the stream in another player",
  },
  es: {
    upcoming: "En vivo aquí desde",
    live: "En vivo ahora",
    ended: "Esta transmisión terminó. Abajo está la grabación.",
    nothing: "Esta transmisión terminó. No hay grabación.",
    began: "Empezó",
    until: "Terminó",
    captions: "Los subtítulos se activan en el reproductor.",
    written: "Sus subtítulos se escribieron después y los revisó otra persona.",
    noCaptions: "Esta transmisión no trae subtítulos propios.",
    gaps: "Algunas partes no nos llegaron y faltan.",
    says: "Transmisión en vivo",
    refresh: "Vuelva a cargar esta página entonces; nada empieza por sí solo.",
    open: "Abrir la transmisión en otro reproductor",
  },
} as const;

/** What stands on the page of a post that announced a live stream. `when` writes an instant. */
export function streamPart(
  stream: ShownStream,
  language: Language,
  when: (at: string) => Html,
  poster: string | undefined,
): Html {
  const say = words[language];
  const { startsAt, startedAt, endedAt, recording, postId } = stream;
  if (!startedAt)
    return html`<p class="note" lang="${language}">
      <strong>${say.upcoming} ${when(startsAt)}</strong><br />${endedAt ? say.nothing : say.refresh}
    </p>`;
  if (endedAt && recording.length === 0)
    return html`<p class="note" lang="${language}">${say.nothing}</p>`;
  const path = streamPath(postId);
  const tracks = endedAt ? stream.captions : [];
  const hasGaps = recording.some(({ missing }) => missing > 0);
  return html`<section lang="${language}" aria-label="${say.says}">
    <p class="note">${endedAt ? say.ended : say.live}</p>
    <p class="when">
      ${say.began} ${when(startedAt)}${endedAt ? html` · ${say.until} ${when(endedAt)}` : ""}
    </p>
    <figure>
      <video
        controls
        playsinline
        preload="metadata"
        width="960"
        height="540"
        aria-label="${say.says}"
        data-stream="${path}"
        ${poster ? html` poster="${poster}"` : ""}
      >
        <source src="${path}" type="application/vnd.apple.mpegurl" />
        ${tracks.map((one) => html`<track kind="captions" src="${picturePath({ sha256: one.sha256, type: "text/vtt" })}" srclang="${one.language}" label="${ownName(one.language)}" />`)}
        <a href="${path}">${say.open}</a>
      </video>
      <figcaption>
        ${stream.hasCaptions || tracks.length > 0 ? say.captions : say.noCaptions}
        ${tracks.length > 0 ? say.written : ""} ${hasGaps ? say.gaps : ""}
        <a href="${path}">${say.open}</a>
      </figcaption>
    </figure>
    <script src="${playerPath}" defer></script>
  </section>`;
}
