import { IconBadgeCc, IconCamera, IconMaskOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { mediaApi, mediaKey, mediaPath, mediaUrl, thumbnailUrl, trackUrl } from "./api.ts";
import type { MediaPageData } from "./api.ts";
import { CaptionsDialog } from "./CaptionsDialog.tsx";
import { CoverDialog } from "./CoverDialog.tsx";
import { ItemDescription } from "./ItemDescription.tsx";
import { Captions, History, Uses, Versions } from "./ItemParts.tsx";
import { ItemRights, StillOut } from "./ItemRights.tsx";
import css from "./Media.module.css";
import { keepFrame } from "./poster.ts";
import { StandingBadge, useAlt } from "./Tile.tsx";
import { itemWords } from "./words/item.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** One picture or video: how it looks, what it says, whose it is, where it went. */
export function ItemPage() {
  const t = useWords(itemWords);
  const { sha256 = "" } = useParams();
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: mediaKey(sha256),
    queryFn: () => mediaApi.page(sha256),
  });
  const changed = () => void cache.invalidateQueries({ queryKey: ["media"] });
  return (
    <>
      <PageHeader
        title={data?.item.name ?? "…"}
        up={{ to: "/media", label: t("library") }}
        {...(data ? { state: <StandingBadge standing={data.item.standing} /> } : {})}
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data && (
        <Stack gap={16}>
          <StillOut data={data} />
          <div className={css["item"]}>
            <Stack gap={16}>
              <Large data={data} changed={changed} />
              <ItemDescription key={sha256} item={data.item} changed={changed} />
              <History data={data} />
            </Stack>
            <Stack gap={16}>
              <ItemRights data={data} changed={changed} />
              {data.item.durationMs !== null && <Captions data={data} />}
              <Uses data={data} />
              <Versions data={data} />
            </Stack>
          </div>
        </Stack>
      )}
    </>
  );
}

const kilobyte = 1024;

function sizeOf(bytes: number): string {
  const kilobytes = bytes / kilobyte;
  return kilobytes < kilobyte
    ? `${Math.max(1, Math.round(kilobytes))} KB`
    : `${(kilobytes / kilobyte).toFixed(1)} MB`;
}

export interface PartProps {
  data: MediaPageData;
  changed: () => void;
}

function Large({ data: { item }, changed }: PartProps) {
  const t = useWords(itemWords);
  const may = useMay();
  const navigate = useNavigate();
  const language = useLanguage();
  const alt = useAlt()(item);
  const player = useRef<HTMLVideoElement>(null);
  const { busy, error, act } = useAct();
  const [open, setOpen] = useState<"cover" | "captions">();
  const isVideo = item.durationMs !== null;
  const [track] = item.captions;
  const still = () =>
    void act(async () => {
      if (!player.current) return;
      await keepFrame(player.current, item.sha256);
      toast(t("stillKept"));
      changed();
    });
  return (
    <figure className={css["large"]}>
      {isVideo ? (
        <video
          ref={player}
          controls
          playsInline
          preload="metadata"
          aria-label={alt || item.name}
          src={mediaUrl(item.sha256)}
          {...(item.posterSha256 ? { poster: thumbnailUrl(item.posterSha256) } : {})}
        >
          <track
            kind="captions"
            default
            {...(track ? { src: trackUrl(track.sha256), srcLang: track.language } : {})}
          />
        </video>
      ) : (
        <img src={mediaUrl(item.sha256)} alt={alt} width={item.width} height={item.height} />
      )}
      <Row apart>
        <Quiet small>
          {t("size", {
            width: item.width,
            height: item.height,
            size: sizeOf(item.sizeBytes),
          })}
        </Quiet>
        <Row gap={8}>
          {!isVideo && may("media.add") && (
            <Button small icon={IconMaskOff} onClick={() => setOpen("cover")}>
              {t("cover")}
            </Button>
          )}
          {isVideo && may("media.add") && (
            <Button small look="quiet" icon={IconCamera} loading={busy} onClick={still}>
              {t("still")}
            </Button>
          )}
          {isVideo && may("media.describe") && (
            <Button small icon={IconBadgeCc} onClick={() => setOpen("captions")}>
              {t("captions")}
            </Button>
          )}
        </Row>
      </Row>
      <ErrorNotice error={error} />
      {open === "cover" && (
        <CoverDialog
          item={item}
          onClose={() => setOpen(undefined)}
          onMade={({ sha256 }) => {
            changed();
            setOpen(undefined);
            void navigate(mediaPath(sha256));
          }}
        />
      )}
      {open === "captions" && (
        <CaptionsDialog
          video={item}
          language={language}
          onClose={() => setOpen(undefined)}
          onKept={() => {
            changed();
            setOpen(undefined);
          }}
        />
      )}
    </figure>
  );
}
