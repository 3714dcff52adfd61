// The thread that makes the bytes of one exported file.
import { workerData } from 'node:worker_threads';
import { createRenderer, type RendererOptions } from '../src/export/renderer.ts';
import { serveTasks } from '../src/threads.ts';

serveTasks(createRenderer(workerData as RendererOptions));
