// Looks at the rules of alerts, and brings what leaves to its recipients. More than one may run: each look and each delivery is one job.
import { startDeliverWorker } from '../src/jobs/deliver-worker.ts';
import { startAlertWorker } from '../src/jobs/watch-alerts.ts';
import { runService } from '../src/worker-process.ts';

await runService('report', async (runtime) => {
  const workers = [await startDeliverWorker(runtime), await startAlertWorker(runtime)];
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
    },
  };
});
