import { useReadiness } from "./queries.ts";
import { ReadinessReason } from "./ReadinessReason.tsx";
import { readinessWords } from "./words/readiness.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** On Today, for writers and approvers who may not post yet: why, and the way to it. Absent otherwise. */
export function ReadinessCard() {
  const t = useWords(readinessWords);
  const { data } = useReadiness();
  if (!data?.denial) return null;
  return (
    <Panel
      title={t("notReady")}
      aside={
        <LinkButton small look="primary" to="/policy">
          {t(data.denial.code === "not-acknowledged" ? "goAcknowledge" : "goPolicy")}
        </LinkButton>
      }
    >
      <p>
        <ReadinessReason readiness={data} />
      </p>
    </Panel>
  );
}
