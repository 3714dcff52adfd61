// Holds one chart. The library comes when it is first needed, so that figures are read before charts are drawn.
import type { EChartsOption, EChartsType } from 'echarts';
import { useEffect, useRef } from 'preact/hooks';
import { loadCharts } from './chart-library.ts';

interface Props {
  option: EChartsOption;
  /** what the chart shows, for those who do not see it */
  label: string;
  className: string;
}

/** Charts of one page point at the same moment together. */
const group = 'over-time';

export function Chart({ option, label, className }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const latest = useRef(option);
  latest.current = option;
  useEffect(() => {
    let isGone = false;
    let watcher: ResizeObserver | undefined;
    void loadCharts().then(({ openChart }) => {
      if (isGone || !box.current) return;
      const opened = openChart(box.current, group);
      chart.current = opened;
      opened.setOption(latest.current);
      watcher = new ResizeObserver(() => opened.resize());
      watcher.observe(box.current);
    });
    return () => {
      isGone = true;
      watcher?.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return (
    <div class={`chart ${className}`} role="img" aria-label={label}>
      <div class="chart-box" ref={box} aria-hidden="true" />
    </div>
  );
}
