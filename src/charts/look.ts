// Colours and font of a chart. Positive is blue and negative is orange: these two stay apart for every common kind of
// colour blindness (M. Okabe, K. Ito: Color Universal Design, 2008), and no chart says anything by colour alone.

export interface Look {
  text: string;
  muted: string;
  /** grid lines */
  line: string;
  surface: string;
  /** bars of counts */
  volume: string;
  positive: string;
  negative: string;
  /** the line of net sentiment, which may be either */
  sentiment: string;
  /** stretches that were not completely collected */
  gap: string;
  font: string;
}

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export const lightLook: Look = {
  text: '#17212b',
  muted: '#56626f',
  line: '#dde3e9',
  surface: '#ffffff',
  volume: '#6b7f95',
  positive: '#0a66ad',
  negative: '#b8480a',
  sentiment: '#2d3b4a',
  gap: '#d9a94a',
  font,
};

export const darkLook: Look = {
  text: '#e7edf3',
  muted: '#9aa8b6',
  line: '#2d3843',
  surface: '#171e26',
  volume: '#8296ac',
  positive: '#63b3f0',
  negative: '#f0985a',
  sentiment: '#cdd7e1',
  gap: '#a57f33',
  font,
};
