// Sentiment of English posts: tweets, reddit comments, and tweets with a mean rating.
import { join } from 'node:path';
import { readLabelled } from '../labelled-file.ts';
import { naturalSentiment } from '../peers/natural.ts';
import type { Peer } from '../peers/peer.ts';
import { sentiment } from '../peers/sentiment.ts';
import { vader } from '../peers/vader.ts';
import { wink } from '../peers/wink.ts';
import type { Line, Report } from '../tasks.ts';
import { type Group, ours, ownRow, type Row, rowOf, type Setting, sideBySide } from './group.ts';

/** Lexicons of English. */
export const sentimentPeers: readonly Peer[] = [naturalSentiment()!, vader, sentiment, wink];

/** Mean ratings −4…4 as three classes: what raters put within half a point of nothing is neutral. */
const ratingBorder = 0.5;

async function* ratingsAsLabels(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  for await (const line of lines) {
    const { text, score } = Object(line.value) as { text?: unknown; score?: unknown };
    if (typeof score !== 'number') yield line;
    else {
      const label = score >= ratingBorder ? 'positive' : score <= -ratingBorder ? 'negative' : 'neutral';
      yield { line: line.line, value: { text, label } };
    }
  }
}

export const sentimentFiles = [
  { what: 'tweets', file: 'sentiment/tweeteval-val.jsonl', isRated: false },
  { what: 'reddit', file: 'sentiment/goemotions-dev.jsonl', isRated: false },
  { what: 'rated tweets', file: 'sentiment/vader-tweets.jsonl', isRated: true },
];

const about = `Three classes. Tweets: the validation split of TweetEval. Reddit: the development split of GoEmotions. Rated tweets:
VADER's, whose mean of 20 raters is positive from +0.5 and negative from −0.5 on; they were made with the lexicon of vader-sentiment and may be among the training data of a
model, so they compare no programs; Earshot has learnt from them, and is right more often there than its probabilities say. Errors of shares are the largest of the three classes', as counted and after adjustment; posts/s of Earshot are with all tags.`;

export async function measureSentimentGroup({ dataDir, topics, say }: Setting): Promise<Group> {
  const rows: Row[] = [];
  for (const { what, file, isRated } of sentimentFiles) {
    const path = join(dataDir, file);
    say(`sentiment: ${what}`);
    const open = () => (isRated ? ratingsAsLabels(readLabelled({ path })) : readLabelled({ path }));
    const reports = await sideBySide('sentiment', open, { topics }, sentimentPeers, say);
    rows.push(
      rowOf(`${what}: macro recall`, 'macroRecall', reports),
      rowOf(`${what}: macro F1`, 'macroF1', reports),
      rowOf(`${what}: accuracy`, 'accuracy', reports),
      ...ownErrors(what, reports.get(ours)!),
      rowOf(`${what}: posts/s`, 'postsPerSecond', reports),
    );
  }
  return { id: 'sentiment', title: 'Sentiment of English posts', about, rows };
}

/** Calibration, and the largest error of a class's share, as counted and adjusted. */
export function ownErrors(what: string, report: Report): Row[] {
  const { quantification } = report;
  return [
    ...ownRow(`${what}: calibration error`, report, report.calibrationError),
    ...ownRow(`${what}: error of shares`, report, quantification?.largest.raw),
    ...ownRow(`${what}: error of shares, adjusted`, report, quantification?.largest.adjusted),
  ];
}
