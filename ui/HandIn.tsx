import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Button } from "./buttons.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { TextField } from "./fields.tsx";
import css from "./HandIn.module.css";
import { Panel, Quiet, Row, Stack } from "./layout.tsx";
import { Notice } from "./Notice.tsx";
import type { PolicyWarning, useHandIn } from "./policy-warnings.ts";
import { kit } from "./words/kit.ts";
import { useLanguage, useWords, type Label } from "./words.ts";

/** Something that is missing or wrong, in both languages, with what it goes back to. */
export interface Lack {
  code: string;
  field: string;
  says: Label;
  cites?: string | undefined;
}

interface LacksProps {
  lacks: readonly Lack[];
  children?: ReactNode;
}

/** What keeps something from being handed in. */
export function LacksPanel({ lacks, children }: LacksProps) {
  const t = useWords(kit);
  const language = useLanguage();
  return (
    <Panel title={t("lacks")}>
      <Stack gap={16}>
        <ul className={css["list"]}>
          {lacks.map(({ code, field, says, cites }) => (
            <li key={`${code} ${field}`}>
              <span>
                <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {says[language]}
              </span>
              {cites && <small>{cites}</small>}
            </li>
          ))}
        </ul>
        {children}
      </Stack>
    </Panel>
  );
}

interface PolicySaysProps {
  title: string;
  findings: readonly (Pick<PolicyWarning, "key" | "reason"> & { paragraph?: string })[];
}

/** What the agency's own policy says about what was written, each with its paragraph. */
export function PolicySays({ title, findings }: PolicySaysProps) {
  const language = useLanguage();
  if (findings.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className={css["list"]}>
        {findings.map(({ key, reason, paragraph }) => (
          <li key={key}>
            {reason[language]}
            {paragraph !== undefined && <Quiet small>§ {paragraph}</Quiet>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface HandInProps {
  /** What is said while nothing keeps it in. */
  ready: ReactNode;
  /** The heading above what the policy says. */
  warns: string;
  /** Whether this person may hand it in. */
  may: boolean;
  state: ReturnType<typeof useHandIn>;
  /** It is out already: what is new is asked, in words for the public. */
  isOut?: boolean;
}

/** The button that hands something in, and what must be read before it. */
export function HandInPanel({ ready, warns, may, state, isOut = false }: HandInProps) {
  const t = useWords(kit);
  const { busy, error, warnings, correction, setCorrection, handIn } = state;
  return (
    <Panel title={t("handIn")}>
      <Stack gap={16}>
        <Notice icon={IconCircleCheck} meaning="good">
          {ready}
        </Notice>
        {isOut && (
          <TextField
            label={t("correction")}
            maxLength={500}
            value={correction}
            onChange={setCorrection}
          />
        )}
        <PolicySays title={warns} findings={warnings} />
        <ErrorNotice error={error} />
        {may && (
          <Row end>
            <Button look="primary" loading={busy} onClick={() => void handIn()}>
              {t(warnings.length > 0 ? "handInRead" : "handIn")}
            </Button>
          </Row>
        )}
      </Stack>
    </Panel>
  );
}
