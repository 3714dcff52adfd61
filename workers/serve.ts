// Answers questions over HTTP.
import { serve } from '../src/serve.ts';
import { runService } from '../src/worker-process.ts';

await runService('serve', (runtime) => serve(runtime, { ...runtime.environment, prepares: true }));
