// Keeps the sums in step with the posts. More than one may run: a rebuild is one job, whoever asks for it.
import { startRebuildWorker } from '../src/jobs/workers.ts';
import { runService } from '../src/worker-process.ts';

await runService('maintain', startRebuildWorker);
