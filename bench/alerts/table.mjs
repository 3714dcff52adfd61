// The measurements as two tables of a page.
const classes = [
  [5, 10],
  [10, 20],
  [20, 100],
];
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`);
const share = (rows, isFound) => percent(rows.filter(isFound).length, rows.length);
const row = (cells) => `| ${cells.join(' | ')} |`;
const tableWith = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export function tableOf(results, { shapes, topics, weeks }) {
  const bursts = results[0].planted;
  const reached = ({ planted }) => planted.filter(({ sinceReached }) => sinceReached !== undefined);
  const quality = tableWith(
    [
      'detector',
      'false alarms a week: everything',
      `${topics} topics together`,
      'found within 15 minutes of three times the usual',
      'of the end of the fullest hour',
      'of the first post',
      'within an hour of it',
    ],
    results.map((result) => [
      result.name,
      result.perWeek.map((perWeek) => perWeek.toFixed(2)).join(', '),
      result.topicsPerWeek.toFixed(2),
      share(reached(result), ({ sinceReached }) => sinceReached <= 15),
      share(result.planted, ({ sinceFullest }) => sinceFullest <= 15),
      share(result.planted, ({ sinceBegin }) => sinceBegin <= 15),
      share(result.planted, ({ sinceBegin }) => sinceBegin <= 60),
    ]),
  );
  const bySize = tableWith(
    [
      'Earshot, medium; usual posts an hour',
      'bursts',
      'of three times the usual',
      'of the end of the fullest hour',
      'of the first post',
      'within an hour of it',
    ],
    classes.map(([from, to]) => {
      const planted = results[1].planted.filter(({ usual }) => usual >= from && usual < to);
      return [
        `${from} to ${to}`,
        planted.length,
        share(reached({ planted }), ({ sinceReached }) => sinceReached <= 15),
        share(planted, ({ sinceFullest }) => sinceFullest <= 15),
        share(planted, ({ sinceBegin }) => sinceBegin <= 15),
        share(planted, ({ sinceBegin }) => sinceBegin <= 60),
      ];
    }),
  );
  const made = `${bursts.length} bursts of ${shapes} shapes in ${Math.round(weeks)} weeks of demo cities; ${percent(reached(results[0]).length, bursts.length)} of them did bring an hour of three times the usual.`;
  return `${made}\n\n${quality}\n\n${bySize}\n`;
}
