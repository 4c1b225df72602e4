import { IconCircleCheck, IconHourglassLow } from "@tabler/icons-react";
import { policyApi } from "./api.ts";
import css from "./Policy.module.css";
import { usePolicyChanged, useReadiness } from "./queries.ts";
import { ReadinessReason } from "./ReadinessReason.tsx";
import { policyWords } from "./words/policy.ts";
import { readinessWords } from "./words/readiness.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Whether the reader may draft and approve today, why not, and what makes it so. */
export function ReadinessPanel({ version }: { version: number }) {
  const t = useWords(policyWords);
  const why = useWords(readinessWords);
  const { data, error, refetch } = useReadiness();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Panel
      title={t("you")}
      aside={
        data.denial ? (
          <StateBadge meaning="wait" label={why("notReady")} />
        ) : (
          <StateBadge meaning="good" label={t("ready")} />
        )
      }
    >
      <Stack gap={12}>
        {data.denial && (
          <p>
            <ReadinessReason readiness={data} />
            {data.denial.paragraph && (
              <>
                {" "}
                (<a href={`#p-${data.denial.paragraph}`}>{data.denial.paragraph}</a>)
              </>
            )}
          </p>
        )}
        <Acknowledgement version={version} at={data.acknowledgedAt} />
        <div>
          <h3 className={css["small"]}>{t("trainings")}</h3>
          <ul className={css["trainings"]}>
            {data.trainings.map((one) => (
              <li key={one.code}>
                {one.isCurrent ? (
                  <IconCircleCheck size={18} stroke={1.75} aria-hidden />
                ) : (
                  <IconHourglassLow size={18} stroke={1.75} aria-hidden />
                )}
                <span>
                  {one.title}
                  {one.isRequired && ` (${t("required")})`}
                  <br />
                  <Quiet>
                    {one.lapsesAt === undefined ? (
                      t("never")
                    ) : (
                      <>
                        {one.isCurrent ? t("current") : t("lapsed")} <TimeAgo at={one.lapsesAt} />
                      </>
                    )}
                  </Quiet>
                </span>
              </li>
            ))}
          </ul>
          <Quiet small>{t("trainingHint")}</Quiet>
        </div>
      </Stack>
    </Panel>
  );
}

function Acknowledgement({ version, at }: { version: number; at: string | undefined }) {
  const t = useWords(policyWords);
  const may = useMay();
  const changed = usePolicyChanged();
  if (at !== undefined)
    return (
      <p className={css["done"]}>
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        <span>
          {t("acknowledged")}, <TimeAgo at={at} />
        </span>
      </p>
    );
  if (!may("policy.acknowledge")) return null;
  return (
    <ConfirmButton
      look="primary"
      consequence={t("acknowledgeWhy", { version })}
      onConfirm={async () => {
        await policyApi.acknowledge(version);
        await changed();
        toast(t("acknowledgeDone", { version }));
      }}
    >
      {t("acknowledge", { version })}
    </ConfirmButton>
  );
}
