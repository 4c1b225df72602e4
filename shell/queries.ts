import { QueryClient } from "@tanstack/react-query";
import { Problem } from "#ui/problem.ts";

/** Reads are tried again only where that can help: no answer, or a failing server. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500),
    },
  },
});
