// The first page is the one people came for: their works, or the videos.
import { go, path } from '../router.js';
import { ownComposer } from '../session.js';

export const Home = {
  oncreate() {
    const own = ownComposer();
    go(own ? path`/composers/${own}` : '/videos', { replace: true });
  },
  view: () => null,
};
