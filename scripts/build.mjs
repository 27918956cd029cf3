/** `npm run build`: what is deployed, in functions/lib/. */
import { removeBuild, runAll, tsc } from './programs.mjs';

removeBuild();
await runAll([[tsc, '-p', 'functions/tsconfig.build.json']]);
