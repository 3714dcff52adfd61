// A row of numbers as a line of blocks, to see a shape at a glance.

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * One block per value, `·` where there is none. Counts are drawn from zero, so that a small change looks small; values on
 * both sides of zero from the least to the greatest. More values than `width` are averaged together.
 */
export function sparkline(values: readonly (number | null | undefined)[], width = 60): string {
  const shown = values.length > width ? averages(values, width) : values;
  const present = shown.filter(isNumber);
  const least = Math.min(0, ...present);
  const span = Math.max(0, ...present) - least;
  return shown
    .map((value) => {
      if (!isNumber(value)) return '·';
      return blocks[span === 0 ? 0 : Math.round(((value - least) / span) * (blocks.length - 1))];
    })
    .join('');
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);

function averages(values: readonly (number | null | undefined)[], width: number): (number | undefined)[] {
  return Array.from({ length: width }, (_, index) => {
    const from = Math.floor((index * values.length) / width);
    const to = Math.floor(((index + 1) * values.length) / width);
    const present = values.slice(from, to).filter(isNumber);
    return present.length === 0 ? undefined : present.reduce((sum, value) => sum + value, 0) / present.length;
  });
}
