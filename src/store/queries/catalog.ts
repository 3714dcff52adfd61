// Every query there is. API, CLI and OpenAPI are made from this list.
import { compare } from './compare.ts';
import { coverage } from './coverage.ts';
import { events } from './events.ts';
import { impact } from './impact.ts';
import { places } from './places.ts';
import { posts } from './posts.ts';
import { projects } from './projects.ts';
import { series } from './series.ts';
import { sources } from './sources.ts';
import { summary } from './summary.ts';
import { topics } from './topics.ts';
import { trends } from './trends.ts';

export const queries = [
  summary,
  series,
  topics,
  places,
  trends,
  compare,
  impact,
  posts,
  coverage,
  sources,
  events,
  projects,
] as const;
