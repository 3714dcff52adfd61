// Brings what leaves on schedule to its recipients. More than one may run: each delivery is one job, and one entry of a ledger.
import { startDeliverWorker } from '../src/jobs/deliver-worker.ts';
import { runService } from '../src/worker-process.ts';

await runService('report', startDeliverWorker);
