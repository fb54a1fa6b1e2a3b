/** KaTeX with its style sheet and fonts: fetched only by a text that has a formula, but in the precache of the shell. */
import 'katex/dist/katex.min.css';

export { default as katex } from 'katex';
