// Which URL is which page. The first that fits counts.
import { Catalogue } from './pages/catalogue.js';
import { Composer } from './pages/composer.js';
import { Composers } from './pages/composers.js';
import { CueSheet } from './pages/cue_sheet.js';
import { Home } from './pages/home.js';
import { Jobs } from './pages/jobs.js';
import { Live } from './pages/live.js';
import { NotFound } from './pages/not_found.js';
import { Recording } from './pages/recording.js';
import { Review } from './pages/review.js';
import { Tokens } from './pages/tokens.js';
import { Unknown } from './pages/unknown.js';
import { UnknownCluster } from './pages/unknown_cluster.js';
import { Unlicensed } from './pages/unlicensed.js';
import { Video } from './pages/video.js';
import { Videos } from './pages/videos.js';

export const routes = [
  ['/', Home],
  ['/videos', Videos],
  ['/videos/:video', Video],
  ['/videos/:video/cue-sheet', CueSheet],
  ['/review', Review],
  ['/unlicensed', Unlicensed],
  ['/unknown', Unknown],
  ['/unknown/:cluster', UnknownCluster],
  ['/catalogue', Catalogue],
  ['/catalogue/:recording', Recording],
  ['/composers', Composers],
  ['/composers/:composer', Composer],
  ['/live', Live],
  ['/jobs', Jobs],
  ['/tokens', Tokens],
  ['/.*', NotFound],
];
