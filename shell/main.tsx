import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./App.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { queries } from "./queries.ts";
import { density, setDensity } from "#ui/density.ts";
import { KitProvider } from "#ui/KitProvider.tsx";
import { bringTold } from "#ui/told.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
setDensity(density());
bringTold("es", () => import("./spanish/told.ts").then(({ spanish }) => spanish));

createRoot(root).render(
  <StrictMode>
    <KitProvider>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/console">
          <ErrorBoundary>
            <App />
          </ErrorBoundary>
        </BrowserRouter>
      </QueryClientProvider>
    </KitProvider>
  </StrictMode>,
);
