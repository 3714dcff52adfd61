// Every collector there is. To add one: docs/importing.md says how rows come in, collector.ts what to export.
import { collector as bluesky } from './bluesky.ts';
import { collector as coral } from './coral.ts';
import { collector as disqus } from './disqus.ts';
import { collector as facebook } from './facebook.ts';
import { collector as file } from './file.ts';
import { collector as mastodon } from './mastodon.ts';
import { collector as news } from './news.ts';
import { collector as open311 } from './open311.ts';
import { collector as reddit } from './reddit.ts';
import { collector as sample } from './sample.ts';
import { collector as webhook } from './webhook.ts';
import { collector as x } from './x.ts';
import { collector as youtube } from './youtube.ts';

export const collectors = {
  bluesky,
  coral,
  disqus,
  facebook,
  file,
  mastodon,
  news,
  open311,
  reddit,
  sample,
  webhook,
  x,
  youtube,
} as const;
