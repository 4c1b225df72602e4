import { html } from "hono/html";
import type { Both, Figures } from "#outreach";
import type { Html } from "../page.ts";
import type { Language } from "../words.ts";
import { outreachWords } from "./outreach-words.ts";

const [barHeight, gap, left, right] = [22, 10, 150, 60];
const width = 420;

/** A table of figures with its source, and the last column as bars where that was asked for. */
export function figuresTable(figures: Figures, language: Language, shown: Language): Html {
  const say = outreachWords[language];
  const words = (both: Both) => (shown === "es" && both.es ? both.es : both.en);
  const number = new Intl.NumberFormat(language === "es" ? "es-US" : "en-US");
  const text = (value: number | null) => (value === null ? "–" : number.format(value));
  return html`<div class="scroll" role="region" aria-label="${words(figures.caption)}" tabindex="0">
      <table class="calls figures">
        <caption>
          ${words(figures.caption)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say.row}</th>
            ${figures.columns.map((one) => html`<th scope="col">${words(one)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${figures.rows.map(
            ({ label, values }) =>
              html`<tr>
                <th scope="row">${words(label)}</th>
                ${figures.columns.map((_one, at) => html`<td>${text(values[at] ?? null)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${figures.isDrawn ? bars(figures, language, words) : ""}
    <p class="when">${say.source}: ${words(figures.source)}</p>`;
}

/** Bars as lines of a drawing: no script, no style of its own, the table above for whoever cannot see them. */
function bars(figures: Figures, language: Language, words: (both: Both) => string): Html {
  const last = figures.columns.length - 1;
  const rows = figures.rows.map(({ label, values }) => ({
    label: words(label),
    value: values[last] ?? null,
  }));
  const max = Math.max(...rows.map(({ value }) => value ?? 0), 1);
  const number = new Intl.NumberFormat(language === "es" ? "es-US" : "en-US");
  const height = rows.length * (barHeight + gap) + gap;
  const column = figures.columns[last];
  const title = outreachWords[language].chart(words(figures.caption), column ? words(column) : "");
  return html`<svg class="chart" role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}">
    ${rows.map(({ label, value }, at) => {
      const y = gap + at * (barHeight + gap);
      const long = (Math.max(0, value ?? 0) / max) * (width - left - right);
      return html`<text x="${left - 10}" y="${y + 16}" text-anchor="end">${short(label)}</text
        ><rect x="${left}" y="${y}" width="${long.toFixed(1)}" height="${barHeight}" rx="3" /><text
          x="${(left + long + 8).toFixed(1)}"
          y="${y + 16}"
        >
          ${value === null ? "–" : number.format(value)}
        </text>`;
    })}
  </svg>`;
}

function short(label: string): string {
  return label.length > 20 ? `${label.slice(0, 19).trimEnd()}…` : label;
}
