// The thread that reads feeds and markup of strangers; it may hang or swell, and is ended when it does.
import { doFeedTask } from '../src/collectors/news/read-feed.ts';
import { serveTasks } from '../src/threads.ts';

serveTasks(doFeedTask);
