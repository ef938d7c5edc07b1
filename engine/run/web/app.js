// Where the UI begins: who is looking, then the page that the URL names.
import { setRoutes } from './router.js';
import { startSession } from './session.js';
import { listenForKeys } from './keys.js';
import { applyTheme } from './parts/theme.js';
import { Shell } from './parts/shell.js';
import { routes } from './routes.js';

const m = window.m;

applyTheme();
listenForKeys();
await startSession();
setRoutes(routes);
m.mount(document.getElementById('app'), Shell);
