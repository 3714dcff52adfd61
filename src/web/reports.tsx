// The reports that were made, to read and download. Nothing is shown while there are none.
import type { CitySummary } from './answers.ts';
import type { Asked } from './ask.ts';
import { type Delivered, recipientsOf } from './delivered.ts';
import { Panel } from './panel.tsx';
import { Quotes } from './quotes.tsx';

export interface ReportList {
  rows: { week: string; audience: string; name: string; form: string }[];
}

interface Props {
  asked: Asked<ReportList>;
  deliveries: readonly Delivered[];
  city: CitySummary;
  /** a report was made again */
  onMade: () => void;
}

/** Forms that are one file; tables of several files are found in their folder. */
const wholeForms = ['html', 'pdf', 'xlsx'];
const mostReports = 8;

export function Reports({ asked, deliveries, city, onMade }: Props) {
  const rows = asked.answer?.rows ?? [];
  if (rows.length === 0) return null;
  const groups = new Map<string, ReportList['rows']>();
  for (const row of rows) {
    const key = `${city.id} ${row.week} ${row.audience}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return (
    <Panel id="reports" title="Weekly summaries" asked={asked}>
      {() => (
        <ul class="source-list">
          {[...groups].slice(0, mostReports).map(([key, files]) => (
            <li class="source" key={key}>
              <div class="source-line">
                <span class="source-name">
                  {files[0]!.week}
                  {files[0]!.audience !== 'city' && <bdi class="quiet"> · {files[0]!.audience}</bdi>}
                </span>
                <span>
                  {wholeForms.flatMap((form) =>
                    files
                      .filter((file) => file.form === form)
                      .map(({ name }) => (
                        <>
                          <a
                            key={name}
                            href={`/api/v1/reports/${encodeURIComponent(city.id)}/${encodeURIComponent(name)}`}
                            target="_blank"
                            rel="noopener noreferrer"
                          >
                            {form === 'html' ? 'read' : form.toUpperCase()}
                          </a>{' '}
                        </>
                      )),
                  )}
                </span>
                <SentTo words={recipientsOf(deliveries, files[0]!)} />
              </div>
              {files
                .filter(({ form }) => form === 'json')
                .map((file) => (
                  <Quotes key={file.name} city={city.id} report={file} onMade={onMade} />
                ))}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** To whom it went, and to whom it did not. */
function SentTo({ words }: { words: string }) {
  return words === '' ? null : <bdi class="quiet"> {words}</bdi>;
}
