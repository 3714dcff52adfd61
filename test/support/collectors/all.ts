// Every source whose test gives its subject in a file of its own: the soak runs them all. A new one is a line here.
import { open311 } from '../../collectors/open311-subject.ts';
import { board } from './board.ts';
import type { Subject } from './subject.ts';

export const subjects: readonly Subject[] = [board, open311()];
