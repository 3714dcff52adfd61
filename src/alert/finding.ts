// What a look found, before anybody is told: the same for all kinds of rules.
import type { Alert } from './alert.ts';
import type { Watch } from './watch.ts';

export interface Finding {
  watch: Pick<Watch, 'rule' | 'key'>;
  /** other keys under which the same may be known: of words that go together each may have been the first */
  alsoKeys?: readonly string[];
  /** what the alert says of it; `label` for people */
  about: Pick<Alert, 'topic' | 'place' | 'project' | 'source' | 'label'>;
  onsetMs: number;
  value: number;
  usual?: number;
  minutes?: number;
  p?: number;
  flood?: Alert['flood'];
  /** one that is on goes on; none begins earlier */
  notBeforeMs?: number;
  title: string;
}
