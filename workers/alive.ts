// Whether the worker named by the argument gives signs of life: exit code 0, else 1. The health check of its container.
import { isAlive } from '../src/heartbeat.ts';

const [name = ''] = process.argv.slice(2);
process.exitCode = (await isAlive(name)) ? 0 : 1;
