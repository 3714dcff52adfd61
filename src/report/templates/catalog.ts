// Every sentence that a report may write. A new one is a function in this folder and a line here.
import type { Template } from '../sentence.ts';
import { emerging } from './emerging.ts';
import { feeling, volume } from './headline.ts';
import { fell, rose, topicFell, topicRose } from './movers.ts';
import { best, busiest, worst } from './standing.ts';

export const templates: ReadonlyMap<string, Template> = new Map(
  Object.entries({ volume, feeling, rose, fell, topicRose, topicFell, emerging, worst, best, busiest }),
);
