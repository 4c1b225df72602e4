import { IconPlugConnected } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useSearchParams } from "react-router";
import { useChannels } from "./api.ts";
import { ChannelCard } from "./ChannelCard.tsx";
import css from "./Channels.module.css";
import { healthWords } from "./health-words.ts";
import { channelWords } from "./words.ts";
import { OpenFediverse } from "./OpenFediverse.tsx";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const ConnectDialog = lazy(() =>
  import("./ConnectDialog.tsx").then((m) => ({ default: m.ConnectDialog })),
);

export function ChannelsPage() {
  const t = useWords(channelWords);
  const h = useWords(healthWords);
  const may = useMay();
  const { data, error, refetch } = useChannels();
  const [params, setParams] = useSearchParams();
  const isConnecting = params.has("connect") && may("channel.connect");
  const isOnFediverse = data?.channels.some(({ network }) => network === "fediverse");
  const isOpenable = data !== undefined && !isOnFediverse && may("channel.connect");
  const connect = (
    <DisabledReason reason={may("channel.connect") ? undefined : t("onlyAdministrators")}>
      {(disabled) => (
        <Button
          look="primary"
          icon={IconPlugConnected}
          {...disabled}
          onClick={disabled.onClick ?? (() => setParams({ connect: "1" }))}
        >
          {t("connect")}
        </Button>
      )}
    </DisabledReason>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={connect} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={6} />}
      {data?.channels.length === 0 && <EmptyState picture="channel" sentence={h("empty")} />}
      <Stack gap={24}>
        <ul className={css["cards"]}>
          {data?.channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} />
          ))}
        </ul>
        {isOpenable && <OpenFediverse />}
      </Stack>
      {isConnecting && (
        <Suspense>
          <ConnectDialog onClose={() => setParams({}, { replace: true })} />
        </Suspense>
      )}
    </>
  );
}
