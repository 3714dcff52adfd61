// The parts of Apache ECharts that the page draws with, and no other.

import type { EChartsType } from 'echarts';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { connect, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** Charts of one group show their tooltips together. */
export function openChart(element: HTMLElement, group: string): EChartsType {
  const chart = init(element, undefined, { renderer: 'svg' }) as unknown as EChartsType;
  chart.group = group;
  connect(group);
  return chart;
}
