import { Component, type ReactNode } from "react";
import { Broken } from "./Broken.tsx";

interface ErrorBoundaryProps {
  children: ReactNode;
  /** A new value forgets the error: another page was opened. */
  at?: string;
}

/** A page that broke says so in its place; the frame around it goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.failed && before.at !== this.props.at) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
