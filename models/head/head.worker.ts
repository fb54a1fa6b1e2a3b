import { expose } from 'comlink';
import { moduleFileset } from '../mediapipe.ts';
import { createHeadWorker } from './head-landmarker.ts';

expose(createHeadWorker(moduleFileset('head')));
