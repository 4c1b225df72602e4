import { useQuery, useQueryClient } from "@tanstack/react-query";
import { archiveApi } from "./api.ts";
import { ArchiveTabs } from "./ArchiveTabs.tsx";
import { GrowthChart } from "./GrowthChart.tsx";
import css from "./Proof.module.css";
import { ProofAlarms } from "./ProofAlarms.tsx";
import { ProofCheck } from "./ProofCheck.tsx";
import { ProofStanding } from "./ProofStanding.tsx";
import { proofWords } from "./words/proof.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const liveMs = 15_000;
const checkingMs = 1_000;

/** `/archive/proof`: whether the archive is whole, who stands by its log, and how it grew. */
export function ProofPage() {
  const t = useWords(proofWords);
  const queries = useQueryClient();
  const { busy, error: refused, act } = useAct();
  const { data, error, refetch } = useQuery({
    queryKey: ["archive", "proof"],
    queryFn: archiveApi.proof,
    refetchInterval: ({ state }) =>
      state.data?.checks.some(({ endedAt }) => endedAt === null) ? checkingMs : liveMs,
  });
  const isChecking = data?.checks.some(({ endedAt }) => endedAt === null) ?? false;
  const check = () =>
    void act(async () => {
      await archiveApi.check();
      await queries.invalidateQueries({ queryKey: ["archive", "proof"] });
    });
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <Button look="primary" loading={busy} disabled={isChecking || !data} onClick={check}>
            {t(isChecking ? "checking" : "check")}
          </Button>
        }
      />
      <ArchiveTabs />
      <ErrorNotice error={error ?? refused} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={6} />}
      {data && (
        <Stack gap={24}>
          <ProofAlarms alarms={data.alarms} />
          <ProofCheck checks={data.checks} />
          <ProofStanding proof={data} />
          <GrowthChart points={data.growth} />
          {data.log.vkey && <LogKey vkey={data.log.vkey} />}
        </Stack>
      )}
    </>
  );
}

function LogKey({ vkey }: { vkey: string }) {
  const t = useWords(proofWords);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(vkey);
    toast(t("copied"));
  }
  return (
    <Panel
      title={t("key")}
      aside={
        <Button look="plain" onClick={() => void copy()}>
          {t("copy")}
        </Button>
      }
    >
      <p>
        <Quiet>{t("keyAbout")}</Quiet>
      </p>
      <code className={css["key"]}>{vkey}</code>
    </Panel>
  );
}
