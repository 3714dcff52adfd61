// A swapped quote for the OpenAPI document. Invented.
export const quoteExample = {
  request: { audience: 'streets', quote: 1 },
  answer: {
    city: 'houston',
    quotes: [
      {
        source: 'open311',
        id: '1093',
        time: '2026-11-11T07:31:00-06:00',
        url: 'https://requests.example/1093',
        topic: 'roads',
        label: 'Roads',
        text: 'The pothole by the school has been patched twice and is open again.',
        kind: 'request',
        sentiment: 'negative',
        place: 'Harbor Point',
        others: [{ source: 'open311', id: '1117' }],
      },
    ],
    files: [
      {
        week: '2026-W46',
        audience: 'streets',
        name: 'houston-2026-W46-streets.json',
        form: 'json',
        bytes: 48_213,
        writtenAt: '2026-11-16T14:02:11.000Z',
      },
    ],
    missing: [],
  },
};
