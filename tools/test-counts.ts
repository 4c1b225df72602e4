import type { TestEvent } from "node:test/reporters";

/** A reporter that only counts: leaf tests, not the files and suites around them. */
export default async function* counts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const seen = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of source) {
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    if (event.data.details.type === "suite") continue;
    if (event.data.skip !== undefined || event.data.todo !== undefined) seen.skipped += 1;
    else if (event.type === "test:pass") seen.passed += 1;
    else seen.failed += 1;
  }
  yield `openbeat-counts ${seen.passed} ${seen.failed} ${seen.skipped}\n`;
}
