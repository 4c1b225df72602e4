import css from "./Media.module.css";
import type { CarriedMedia } from "./MediaField.tsx";
import { mediaUrl, trackUrl } from "./urls.ts";

interface CarriedPictureProps {
  item: CarriedMedia;
  /** What is read where it has no description yet. */
  noAlt: string;
}

/** A picture or video as those will see it who get the post: a video plays, with its captions. */
export function CarriedPicture({ item, noAlt }: CarriedPictureProps) {
  const { sha256, alt, captions, poster } = item;
  if (!captions && !poster)
    return <img src={mediaUrl(sha256)} alt={alt || noAlt} title={alt} loading="lazy" />;
  return (
    <video
      className={css["carried"]}
      controls
      playsInline
      preload={poster ? "none" : "metadata"}
      src={mediaUrl(sha256)}
      aria-label={alt || noAlt}
      {...(poster ? { poster: mediaUrl(poster) } : {})}
    >
      <track
        kind="captions"
        default
        {...(captions ? { src: trackUrl(captions.sha256), srcLang: captions.language } : {})}
      />
    </video>
  );
}
