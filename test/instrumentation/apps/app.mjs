import { main } from './clients.cjs';

await main((name) => import(name));
