import { parentPort, workerData } from 'node:worker_threads';
import { playShare, type Drawing, type Share } from '../../simulator/population/play-population.ts';

/** A thread that plays the shares of a population that it is sent, one after the other. */
parentPort?.on('message', (share: Share) => {
  void playShare(workerData as Drawing, share).then((tally) => parentPort?.postMessage(tally));
});
