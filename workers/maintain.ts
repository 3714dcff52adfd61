// Keeps the sums in step with the posts, and enriches stored posts again. More than one may run: either is one job, whoever asks for it.
import { startMaintenance } from '../src/jobs/workers.ts';
import { runService } from '../src/worker-process.ts';

await runService('maintain', startMaintenance);
