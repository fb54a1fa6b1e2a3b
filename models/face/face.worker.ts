import { expose } from 'comlink';
import { createFaceWorker, moduleFileset } from './face-detector.ts';

expose(createFaceWorker(moduleFileset));
