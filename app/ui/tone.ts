/** What a thing asks of the person who sees it. Never shown by colour alone: each has a shape in ToneIcon. */
export type Tone = 'neutral' | 'good' | 'warn' | 'danger' | 'info' | 'busy';
