// Examples for the OpenAPI document of what people say: of a post where the program was wrong, and of the city. Invented.

/** Of POST /api/v1/corrections. */
export const correctionExamples = {
  request: {
    source: 'file',
    id: '1093',
    sentiment: 'negative',
    topics: [
      { id: 'roads', sentiment: 'negative' },
      { id: 'traffic', remove: true },
    ],
    place: 'harbor-point',
  },
  answer: {
    city: 'houston',
    source: 'file',
    id: '1093',
    correction: {
      sentiment: 'negative',
      topics: [
        { id: 'roads', sentiment: 'negative' },
        { id: 'traffic', remove: true },
      ],
      place: 'harbor-point',
      intent: 'complaint',
    },
  },
} as const;

export const event = {
  id: 'ferry-strike',
  title: 'Ferry strike',
  from: '2026-03-09T00:00:00-05:00',
  to: '2026-03-12T00:00:00-05:00',
};
export const project = {
  id: 'new-playground',
  title: 'New playground',
  q: 'topic:parks AND playground*',
  date: '2026-03-07T00:00:00-06:00',
};

/** Of POST /api/v1/events and /projects. */
export const chronicleExamples = {
  event: {
    request: { title: event.title, from: '2026-03-09', to: '2026-03-12' },
    answer: { city: 'houston', entry: event },
  },
  project: {
    request: { title: project.title, q: project.q, date: '2026-03-07' },
    answer: { city: 'houston', entry: project },
  },
} as const;
