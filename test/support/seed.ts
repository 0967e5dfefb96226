import fc from 'fast-check';

// The same examples on every run, or main would be red by chance: `SEED=$RANDOM npm test` looks for others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['SEED'] ?? 20_261_123) });
