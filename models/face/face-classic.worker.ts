/** For browsers whose workers know no modules. Must stay one file without imports once built. */
import { expose } from 'comlink';
import { classicFileset } from '../mediapipe.ts';
import { createFaceWorker } from './face-detector.ts';

expose(createFaceWorker(classicFileset));
