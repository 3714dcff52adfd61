// The period in three numbers: posts, voices, net sentiment, each beside the period before.

import { type Locale, number } from '../charts/format.ts';
import type { Answer, SummaryRow } from './answers.ts';
import type { Asked } from './ask.ts';
import { CountChange, SentimentChange } from './change.tsx';
import { Nothing, Panel } from './panel.tsx';
import { SentimentFigure, Whisker } from './sentiment-figure.tsx';

interface Props {
  asked: Asked<Answer<SummaryRow>>;
  locale: Locale;
  /** what to say when there is no post at all */
  emptiness: string;
}

export function Figures({ asked, locale, emptiness }: Props) {
  return (
    <Panel id="figures" title="At a glance" asked={asked} className="figures">
      {({ rows: [row] }) =>
        row === undefined || row.volume === 0 ? (
          <Nothing>{emptiness}</Nothing>
        ) : (
          <dl class="figure-list">
            <div class="figure">
              <dt>Posts</dt>
              <dd>
                <span class="figure-value">{number(row.volume, locale)}</span>
                <CountChange change={row.change?.volume} locale={locale} inWords />
              </dd>
            </div>
            <div class="figure">
              <dt>Voices</dt>
              <dd>
                <span class="figure-value">{number(row.voices, locale)}</span>
                <CountChange change={row.change?.voices} locale={locale} inWords />
              </dd>
            </div>
            <div class="figure">
              <dt>Net sentiment</dt>
              <dd>
                <span class="figure-value">
                  <SentimentFigure figure={row} locale={locale} />
                </span>
                <Whisker figure={row} />
                <SentimentChange change={row.change?.sentiment} locale={locale} inWords />
              </dd>
            </div>
          </dl>
        )
      }
    </Panel>
  );
}
