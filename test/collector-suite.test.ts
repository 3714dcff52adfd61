// The suite itself, on the least collector that passes it.
import { describeCollector } from './support/collector-suite.ts';
import { board } from './support/collectors/board.ts';

describeCollector(board);
