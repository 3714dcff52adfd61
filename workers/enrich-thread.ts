// One enrichment thread: holds the compiled pipelines, turns a batch of posts into rows.

import { setPriority } from 'node:os';
import { createPipeline, type Pipeline } from '../src/enrich/pipeline.ts';
import type { EnrichResult, EnrichTask } from '../src/enrich-pool.ts';
import { refusalReason } from '../src/enrich-pool.ts';
import type { Post } from '../src/post.ts';
import { toDropped } from '../src/store/dropped-posts.ts';
import { toRow } from '../src/store/row.ts';
import { termsOf } from '../src/terms.ts';
import { serveTasks } from '../src/threads.ts';

// Whoever asks a question goes first. On Linux a priority is the thread's own; elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(0, 10);

const pipelines = new Map<string, { pipeline: Pipeline; timezone: string }>();

serveTasks<EnrichTask, EnrichResult>((task) => {
  const result: EnrichResult = { rows: [], lines: [], dropped: 0, left: [], refused: [] };
  if (task.city)
    pipelines.set(task.cityHash, { pipeline: createPipeline(task.city), timezone: task.city.timezone });
  const compiled = pipelines.get(task.cityHash);
  if (!compiled) return { ...result, needsCity: true };
  for (const post of JSON.parse(task.posts) as Post[]) {
    try {
      const enriched = compiled.pipeline.enrich(post, { imported: task.imported });
      const { timezone } = compiled;
      const terms = termsOf(enriched.source);
      if (task.as === 'lines') {
        result.lines.push(JSON.stringify(enriched));
      } else if (enriched.relevance.decision === 'drop' && !task.replayed) {
        result.dropped++;
        const left = toDropped(enriched, timezone, terms);
        if (left) result.left.push(left);
      } else {
        result.rows.push(toRow(enriched, timezone, terms));
      }
    } catch (error) {
      result.refused.push({ post, reason: refusalReason(error) });
    }
  }
  return result;
});
