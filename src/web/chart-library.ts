// Brings the chart library once for all charts. A server that is away for a moment leaves no chart undrawn.
type Charts = typeof import('./echarts.ts');

const pauseMs = 3_000;
let loading: Promise<Charts> | undefined;

/** Never rejects: it asks again until the library is there. */
export function loadCharts(): Promise<Charts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Charts> {
  for (;;) {
    const charts = await import('./echarts.ts').catch(() => undefined);
    if (charts) return charts;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
