// Starts the page.
import { render } from 'preact';
import { App } from './app.tsx';
import { allowOnlyEmptying } from './trusted-types.ts';

allowOnlyEmptying();
render(<App />, document.getElementById('app')!);
