// What a kept report quotes, and a button beside each that takes another post for it. Read only when it is opened.
import { useState } from 'preact/hooks';
import { postJson, useAsk } from './ask.ts';

interface Quote {
  topic: string;
  label: string;
  text: string;
  source: string;
  others: unknown[];
}

interface Props {
  /** id */
  city: string;
  /** the JSON that is kept of it */
  report: { week: string; audience: string; name: string };
  /** its files are new */
  onMade: () => void;
}

export function Quotes(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const { week, audience } = props.report;
  return (
    <>
      <button type="button" class="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Quotes
        <span class="unseen">
          {' '}
          of {week}
          {audience !== 'city' && `, ${audience}`}
        </span>
      </button>
      {isOpen && <List {...props} />}
    </>
  );
}

interface Kept {
  quotes: { quotes: Quote[] };
}

function List({ city, report: { week, audience, name }, onMade }: Props) {
  const base = `/api/v1/reports/${encodeURIComponent(city)}`;
  const asked = useAsk<Kept>(`${base}/${encodeURIComponent(name)}`);
  const [taken, setTaken] = useState<Quote[]>();
  const [state, setState] = useState<{ isBusy: boolean; words: string }>({ isBusy: false, words: '' });
  const quotes = taken ?? asked.answer?.quotes.quotes;

  const take = async (quote: number, label: string) => {
    if (state.isBusy) return;
    setState({ isBusy: true, words: 'The report is being made again …' });
    const path = `${base}/${encodeURIComponent(week)}/quotes`;
    const told = await postJson<{ quotes: Quote[]; missing: string[] }>(path, { audience, quote });
    if ('failure' in told) {
      setState({ isBusy: false, words: `${told.failure.title}. ${told.failure.detail}` });
      return;
    }
    setTaken(told.answer.quotes);
    const asBefore = told.answer.missing.map((form) => ` As it was before — ${form}.`).join('');
    setState({
      isBusy: false,
      words: `Another post is quoted about ${label}; the report was made again.${asBefore}`,
    });
    onMade();
  };

  return (
    <>
      {quotes?.length === 0 && <p class="quiet">It quotes nobody.</p>}
      <ol class="source-list">
        {(quotes ?? []).map(({ topic, label, text, source, others }, index) => (
          // by topic, so that the button, and the focus on it, stay
          <li class="gaps" key={topic}>
            <blockquote class="words" dir="auto">
              {text}
            </blockquote>
            <div class="source-line">
              <span class="quiet">
                <bdi>{label}</bdi> · <bdi>{source}</bdi>
              </span>
              {others.length > 0 ? (
                <button
                  type="button"
                  class="tag"
                  aria-disabled={state.isBusy}
                  aria-label={`Take another for ${label}`}
                  onClick={() => take(index + 1, label)}
                >
                  Take another
                </button>
              ) : (
                <span class="quiet">no other may be quoted</span>
              )}
            </div>
          </li>
        ))}
      </ol>
      <p class="quiet" role="status">
        {asked.failure ? `${asked.failure.title}. ${asked.failure.detail}` : <bdi>{state.words}</bdi>}
      </p>
    </>
  );
}
