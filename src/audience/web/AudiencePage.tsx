import { useCounts, type CountsData } from "./api.ts";
import { ChoiceCounts, GrowthList, SuspendedList } from "./CountLists.tsx";
import { FanOutTable } from "./FanOutTable.tsx";
import { SettingsPanel } from "./SettingsPanel.tsx";
import { WishPanel } from "./WishPanel.tsx";
import { audienceWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { ItemList, ItemWords } from "#ui/ItemList.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/audience`: how many subscribed, what is on its way to them, and the words they meet. */
export function AudiencePage() {
  const t = useWords(audienceWords);
  const may = useMay();
  const { data, error, refetch } = useCounts();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <Stack gap={24}>
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!data && error === null && <SkeletonRows rows={6} />}
        {data && <Figures data={data} />}
        {may("audience.arrange") && <SettingsPanel />}
        {may("audience.remove") && <WishPanel />}
      </Stack>
    </>
  );
}

function Figures({ data }: { data: CountsData }) {
  const t = useWords(audienceWords);
  const action = <LinkButton to="/channels">{t("toChannels")}</LinkButton>;
  if (data.ways.length === 0 && data.fanOuts.length === 0)
    return <EmptyState picture="paper" sentence={t("empty")} action={action} />;
  return (
    <>
      <Panel title={t("readers")}>
        <ItemList>
          {data.ways.map(({ way, readers, quiet, pending }) => (
            <li key={way}>
              <ItemWords>
                <strong>{t(way)}</strong>
                <Quiet>{t("wayLine", { readers, quiet, pending })}</Quiet>
              </ItemWords>
            </li>
          ))}
        </ItemList>
      </Panel>
      <FanOutTable rows={data.fanOuts} />
      <ChoiceCounts data={data} />
      <SuspendedList suspended={data.suspended} />
      <GrowthList days={data.days} />
    </>
  );
}
