// Looks at every rule on what is said. Pure: from a situation to findings.
import type { City } from '../config.ts';
import type { Finding } from './finding.ts';
import type { Histories } from './history.ts';
import { type Among, feelingLimitsOf, limitsOf } from './limits.ts';
import { judgeSentiment } from './sentiment.ts';
import type { KnownSources, Situation } from './situation.ts';
import { sentimentTitle, volumeTitle } from './title.ts';
import { judgeVolume } from './volume.ts';
import { isAll, partsOf, type Subject, type Watch } from './watch.ts';

export type JudgedCity = Pick<City, 'name' | 'topics' | 'neighbourhoods' | 'minimumN'>;

/** For people. `projects`: id → title. */
export function labelOf(
  city: JudgedCity,
  { topic, place, project }: Subject,
  projects: ReadonlyMap<string, string>,
): string {
  if (topic !== undefined) return city.topics.find(({ id }) => id === topic)?.label ?? topic;
  if (place !== undefined) return city.neighbourhoods.find(({ id }) => id === place)?.name ?? place;
  if (project !== undefined) return projects.get(project) ?? project;
  return city.name;
}

const threeHours = 180;

function judge(
  situation: Situation,
  city: JudgedCity,
  { rule, subject, key }: Watch,
  known: KnownSources,
  among: Among,
  label: string,
): Finding | undefined {
  const watch = { rule, key };
  const about = { ...subject, label };
  const since = (minutes: number) => situation.nowMs - minutes * 60_000;
  if (rule.kind === 'volume') {
    const found = judgeVolume(situation, subject, known, limitsOf(rule.sensitivity, among));
    if (found === undefined) return undefined;
    const { rise, flood } = found;
    const { now: value, usual, minutes, p } = rise;
    return {
      ...{ watch, about, onsetMs: since(minutes), value, usual, minutes, p },
      ...(flood && { flood }),
      title: volumeTitle(label, rise, flood),
    };
  }
  const limits = feelingLimitsOf(rule.sensitivity, among, city.minimumN.sentiment);
  const fall = judgeSentiment(situation, subject, known, limits);
  if (fall === undefined) return undefined;
  const { net: value, usual, p } = fall;
  const minutes = threeHours;
  return {
    watch,
    about,
    onsetMs: since(minutes),
    value,
    usual,
    minutes,
    p,
    title: sentimentTitle(label, fall),
  };
}

export interface Judgement {
  findings: Finding[];
  /** keys of watches of which no source has enough history to say what is usual, or whose project there is none of */
  unknown: string[];
}

/** Rules on volume and sentiment. `projects`: id → title. */
export function judgeAll(
  situation: Situation,
  city: JudgedCity,
  watches: readonly Watch[],
  histories: Pick<Histories, 'known'>,
  projects: ReadonlyMap<string, string>,
): Judgement {
  const findings: Finding[] = [];
  const unknown: string[] = [];
  for (const watch of watches) {
    if (watch.rule.kind !== 'volume' && watch.rule.kind !== 'sentiment') continue;
    const { project } = watch.subject;
    const isMissing = project !== undefined && !projects.has(project);
    const known = isMissing ? undefined : histories.known(watch.subject);
    if (known === undefined) {
      unknown.push(watch.key);
      continue;
    }
    const among: Among = {
      isAll: isAll(watch.subject),
      parts: partsOf(watches, watch.rule.kind),
      voices: city.minimumN.voices,
    };
    const label = labelOf(city, watch.subject, projects);
    const finding = judge(situation, city, watch, known, among, label);
    if (finding) findings.push(finding);
  }
  return { findings, unknown };
}
