// Every collector there is. To add one: docs/importing.md says how rows come in, collector.ts what to export.
import { collector as file } from './file.ts';

export const collectors = { file } as const;
