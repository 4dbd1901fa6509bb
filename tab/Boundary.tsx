import { Component, type ReactNode } from 'react';
import { tellTeams } from './meet.ts';
import type { Words } from './words.ts';

type Props = { words: Words | undefined; children: ReactNode };

/** Stands in for what could not be drawn; React asks for a class here. */
export class Boundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: unknown) {
    if (!this.props.words) tellTeams(teams => teams.failed(String(error)));
  }

  override render() {
    const { words, children } = this.props;
    if (!this.state.broken) return children;
    // Without words there is English.
    const say = words?.say;
    return (
      <main className="broken">
        <h1>{say?.('broken.title') ?? 'Something went wrong'}</h1>
        <p>{say?.('broken.text') ?? 'This page could not be shown.'}</p>
        <button type="button" onClick={() => location.reload()}>
          {say?.('broken.reload') ?? 'Load again'}
        </button>
      </main>
    );
  }
}
