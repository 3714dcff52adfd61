// When a source is collected: five cron fields, or plain words.

const bounds: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** `every 15 minutes`, `every hour`, or minute hour day month weekday with `*`, lists, ranges and steps. */
export function isSchedule(text: string): boolean {
  if (/^every (minute|hour|day|[1-9]\d{0,3} (minutes|hours|days))$/.test(text)) return true;
  const fields = text.split(/\s+/);
  return (
    fields.length === bounds.length && fields.every((field, index) => isCronField(field, bounds[index]!))
  );
}

function isCronField(field: string, [low, high]: readonly [number, number]): boolean {
  return field.split(',').every((part) => {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return false;
    const [from, to, step] = match
      .slice(1)
      .map((digits) => (digits === undefined ? undefined : Number(digits)));
    if (step !== undefined && (step < 1 || step > high)) return false;
    if (from === undefined) return true;
    return from >= low && from <= high && (to === undefined || (to >= from && to <= high));
  });
}
