import { Component, type ReactNode } from "react";
import { Broken } from "./Broken.tsx";

/**
 * A page that broke says so in its place; the frame around it goes on. Keyed by page, it starts
 * anew.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
