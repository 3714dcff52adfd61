// Takes batches from the queue, tags them in threads, hands the rows to the store. Any number of these may run.
import { startEnrichWorker } from '../src/jobs/workers.ts';
import { runService } from '../src/worker-process.ts';

await runService('enrich', startEnrichWorker);
