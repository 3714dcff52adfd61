// What lies beside an exported file: what it is, and how to tell that it is whole.
import type { LedgerManifest } from '../store/export-ledger.ts';
import { type SourceTerms, termsOf } from '../terms.ts';
import type { ExportFormat } from './formats.ts';

export interface Manifest extends LedgerManifest {
  file: string;
  format: ExportFormat;
  /** the question as it was understood */
  query: Record<string, unknown>;
  columns: readonly string[];
  /** posts in the file */
  rows: number;
  /** posts that passed the filter and were left out, because their source lets nothing leave */
  withheld: number;
  bytes: number;
  sha256: string;
  /** per source: `full`, or `ids` where words were taken out, or `none` where the posts were */
  terms: { source: string; use: SourceTerms['exportText']; posts: number; reference?: string }[];
  enricherVersions: string[];
}

/** Counts per source what its terms made of its posts. */
export class TermsCount {
  readonly #counts = new Map<string, { use: SourceTerms['exportText']; posts: number }>();

  add(source: string, use: SourceTerms['exportText']): void {
    const count = this.#counts.get(source) ?? { use, posts: 0 };
    count.posts += 1;
    this.#counts.set(source, count);
  }

  list(): Manifest['terms'] {
    const sources = [...this.#counts].sort(([a], [b]) => a.localeCompare(b));
    return sources.map(([source, { use, posts }]) => {
      const { reference } = termsOf(source);
      return { source, use, posts, ...(reference !== undefined && { reference }) };
    });
  }
}
