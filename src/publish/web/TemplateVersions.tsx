import css from "./Templates.module.css";
import type { TemplatePageData } from "./templates-api.ts";
import { templateWords } from "./words/templates.ts";
import { Panel } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

export function TemplateVersions({ template }: { template: TemplatePageData }) {
  const t = useWords(templateWords);
  return (
    <Panel title={t("versions")}>
      <ul className={css["versions"]}>
        {template.versions.map(({ version, author, madeAt }) => (
          <li key={version}>
            {t("version", { number: version })} · {author ?? t("model")} · <TimeAgo at={madeAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
