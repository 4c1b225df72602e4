import { useQuery } from "@tanstack/react-query";
import { IconGavel } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { channelsApi, useChannels } from "./api.ts";
import css from "./Channels.module.css";
import { OptOutActs } from "./OptOutActs.tsx";
import { optOutWords } from "./opt-out-words.ts";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const toTelephones = new Set(["sms", "whatsapp"]);

/** Who asked not to be written to, masked, by channel; looked up, entered and taken off by whole number. */
export function OptOutsPage() {
  const t = useWords(optOutWords);
  const { data, error, refetch } = useChannels();
  const [params, setParams] = useSearchParams();
  const channels = data?.channels.filter(({ network }) => toTelephones.has(network)) ?? [];
  const chosen = channels.find(({ id }) => id === params.get("channel")) ?? channels[0];
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <Stack gap={24}>
        <Notice icon={IconGavel}>{t("law")}</Notice>
        {!data && !error && <SkeletonRows rows={4} />}
        {data && channels.length === 0 && (
          <EmptyState picture="channel" sentence={t("noChannels")} />
        )}
        {chosen && channels.length > 1 && (
          <SelectField
            label={t("channel")}
            value={chosen.id}
            choices={channels.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => setParams({ channel: id }, { replace: true })}
          />
        )}
        {chosen && <OptOutActs key={chosen.id} channelId={chosen.id} />}
        {chosen && <List channelId={chosen.id} name={chosen.name} />}
      </Stack>
    </>
  );
}

function List({ channelId, name }: { channelId: string; name: string }) {
  const t = useWords(optOutWords);
  // Each look is audited: it is not asked for again by itself.
  const { data, error, refetch } = useQuery({
    queryKey: ["opt-outs", channelId],
    queryFn: () => channelsApi.optOuts(channelId),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
  });
  return (
    <Panel title={name} aside={data && <Quiet>{t("count", { count: data.optOuts.length })}</Quiet>}>
      <p>
        <Quiet>{t("audited")}</Quiet>
      </p>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data?.optOuts.length === 0 && <p>{t("none")}</p>}
      {data && data.optOuts.length > 0 && (
        <table className={css["optOuts"]}>
          <thead>
            <tr>
              <th scope="col">{t("number")}</th>
              <th scope="col">{t("since")}</th>
              <th scope="col">{t("how")}</th>
            </tr>
          </thead>
          <tbody>
            {data.optOuts.map(({ masked, at, reason }) => (
              <tr key={`${masked} ${at}`}>
                <th scope="row">{masked}</th>
                <td>
                  <TimeAgo at={at} />
                </td>
                <td>{reason ?? t("byText")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
