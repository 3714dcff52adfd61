// Which period, in which steps. Radio buttons: arrow keys work, and screen readers say what they are.
import type { Interval } from '../charts/series-answer.ts';
import { addDays, dateIn, type Period } from './period.ts';
import type { Go } from './use-view.ts';
import { type PeriodName, periods, type View } from './view.ts';

const periodNames: Record<PeriodName, [short: string, long: string]> = {
  '24h': ['24 h', '24 hours'],
  '7d': ['7 d', '7 days'],
  '30d': ['30 d', '30 days'],
  '90d': ['90 d', '90 days'],
  '12m': ['12 m', '12 months'],
  custom: ['Dates', 'Dates …'],
};

const intervalNames: Record<Interval, string> = { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' };

interface Choice<T extends string> {
  legend: string;
  name: string;
  value: T;
  choices: readonly { value: T; label: string; short?: string; isDisabled?: boolean }[];
  onChange(value: T): void;
}

export function Choices<T extends string>({ legend, name, value, choices, onChange }: Choice<T>) {
  return (
    <fieldset class="choices">
      <legend class="unseen">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.isDisabled}
            onChange={() => onChange(choice.value)}
          />
          <span class="choice-face">
            {choice.short === undefined ? (
              choice.label
            ) : (
              <>
                <span class="choice-short" aria-hidden="true">
                  {choice.short}
                </span>
                <span class="choice-long">{choice.label}</span>
              </>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface Props {
  view: View;
  period: Period;
  timezone: string;
  nowMs: number;
  go: Go;
}

export function Controls({ view, period, timezone, nowMs, go }: Props) {
  const today = dateIn(timezone, nowMs);
  const choosePeriod = (name: PeriodName) => {
    if (name !== 'custom') return go({ period: name, from: undefined, to: undefined, interval: undefined });
    go({ period: 'custom', from: addDays(today, -29), to: addDays(today, 1), interval: undefined });
  };
  return (
    <div class="controls">
      <Choices
        legend="Period"
        name="period"
        value={view.period}
        choices={[...periods, 'custom' as const].map((value) => ({
          value,
          label: periodNames[value][1],
          short: periodNames[value][0],
        }))}
        onChange={choosePeriod}
      />
      {view.period === 'custom' && <Dates view={view} today={today} go={go} />}
      <Choices
        legend="Steps of the charts"
        name="interval"
        value={period.interval}
        choices={(['hour', 'day', 'week', 'month'] as const).map((value) => ({
          value,
          label: intervalNames[value],
          isDisabled: !period.intervals.includes(value),
        }))}
        onChange={(interval) => go({ interval })}
      />
    </div>
  );
}

/** People name the last day they mean; the API and the address name the day after. */
function Dates({ view, today, go }: { view: View; today: string; go: Go }) {
  const from = view.from ?? today;
  const last = addDays(view.to ?? addDays(today, 1), -1);
  const change = (first: string, end: string) => {
    if (first === '' || end === '' || first > end) return;
    go({ period: 'custom', from: first, to: addDays(end, 1) });
  };
  return (
    <span class="dates">
      <label>
        <span class="unseen">First day</span>
        <input
          type="date"
          value={from}
          max={last}
          onChange={(event) => change(event.currentTarget.value, last)}
        />
      </label>
      <span aria-hidden="true">–</span>
      <label>
        <span class="unseen">Last day</span>
        <input
          type="date"
          value={last}
          min={from}
          max={today}
          onChange={(event) => change(from, event.currentTarget.value)}
        />
      </label>
    </span>
  );
}
