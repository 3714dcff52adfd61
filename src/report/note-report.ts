// Tells the ledger of exports which posts a report names, before its files are there.
import { randomUUID } from 'node:crypto';
import type { Store } from '../store/client.ts';
import { createExportLedger, heldLine, type LedgerManifest } from '../store/export-ledger.ts';
import { version } from '../version.ts';
import { fileStem } from './render/title.ts';
import type { WeeklyReport } from './weekly-report.ts';
import { postsOf } from './withdraw.ts';

/** `export` is the same for every making that is kept in DATA_DIR. */
export interface ReportManifest extends LedgerManifest {
  /** of all its forms, such as `springfield-2026-W11.*` */
  file: string;
  /** `kept`: in DATA_DIR, where it loses what is deleted by itself; `out`: in a folder that somebody named */
  place: 'kept' | 'out';
  week: string;
  audience: string;
  query: { from: string; to: string; timezone: string };
  /** posts that it quotes, links to, or names in its JSON */
  rows: number;
}

/** Throws TransientError. */
export async function noteReport(
  store: Store,
  report: WeeklyReport,
  place: ReportManifest['place'],
): Promise<void> {
  const { city, week, audience, madeAt } = report;
  const stem = fileStem(report);
  const id = place === 'kept' ? `report/${stem}` : randomUUID();
  const held = new Set(postsOf(report).map((post) => heldLine(city.id, id, post)));
  const atMs = Date.parse(madeAt);
  const manifest: ReportManifest = {
    ...{ export: id, earshot: version, madeAt: new Date(atMs).toISOString(), city: city.id },
    ...(city.sample && { sample: true }),
    ...{ file: `${stem}.*`, place, week: week.name, audience: audience?.id ?? 'city' },
    query: { from: week.from, to: week.to, timezone: city.timezone },
    rows: held.size,
  };
  const ledger = createExportLedger(store);
  await ledger.hold([...held]);
  await ledger.put(city.id, id, atMs, manifest);
}
