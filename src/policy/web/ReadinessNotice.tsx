import { IconLock } from "@tabler/icons-react";
import css from "./ReadinessNotice.module.css";
import { useReadiness } from "./queries.ts";
import { ReadinessReason } from "./ReadinessReason.tsx";
import { readinessWords } from "./words/readiness.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Row } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useWords } from "#ui/words.ts";

/** Stands over what the reader may not do today. Absent for whoever is ready. */
export function ReadinessNotice() {
  const t = useWords(readinessWords);
  const { data } = useReadiness();
  if (!data?.denial) return null;
  const { code, paragraph = "" } = data.denial;
  return (
    <div className={css["over"]}>
      <Notice icon={IconLock} meaning="wait">
        <Row apart>
          <span>
            <ReadinessReason readiness={data} />
          </span>
          <LinkButton small to={paragraph ? `/policy#p-${paragraph}` : "/policy"}>
            {t(code === "not-acknowledged" ? "goAcknowledge" : "goPolicy")}
          </LinkButton>
        </Row>
      </Notice>
    </div>
  );
}
