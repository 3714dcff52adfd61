// Draws a chart on the server, as SVG text for a report: no browser, no script, no style sheet of its own.
import type { EChartsOption } from 'echarts';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** Names that the library counts up from one drawing to the next, and the rules for a pointer that a paper does not have. */
const hoverRules = /<style[^>]*>[\s\S]*?<\/style>/g;
const classes = / class="[^"]*"/g;
const counted = /\bzr\d+-/g;

/**
 * The same option gives the same text. `name` keeps the names inside apart from those of other drawings on the page; `label` says what it shows, for
 * those who do not see it.
 */
export function drawChart(
  option: EChartsOption,
  { width, height, name, label }: { width: number; height: number; name: string; label: string },
): string {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, animation: false });
    const svg = chart.renderToSVGString({ useViewBox: true });
    return svg
      .replace(hoverRules, '')
      .replace(classes, '')
      .replace(counted, `${name}-`)
      .replace('<svg ', `<svg role="img" aria-label="${escapeAttribute(label)}" `);
  } finally {
    chart.dispose();
  }
}

const escapeAttribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
