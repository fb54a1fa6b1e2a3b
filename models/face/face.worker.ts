import { expose } from 'comlink';
import { moduleFileset } from '../mediapipe.ts';
import { createFaceWorker } from './face-detector.ts';

expose(createFaceWorker(moduleFileset('face')));
