// Collects the sources of every city by their schedules. More than one may run: a run of a source is one job.
import { startCollectWorker } from '../src/jobs/workers.ts';
import { runService } from '../src/worker-process.ts';

await runService('collect', startCollectWorker);
