// What a page is waiting for: loading, there, or a problem, and drawn again when that changes.
const m = window.m;

/**
 * One thing that is fetched. `value` stays while it is fetched again, so that pages do not flicker;
 * an answer that comes after a later question is dropped.
 */
export class Loaded {
  constructor() {
    this.value = null;
    this.problem = null;
    this.isLoading = false;
    this.asked = 0;
  }

  async from(question) {
    const mine = ++this.asked;
    this.isLoading = true;
    try {
      const value = await question();
      if (mine !== this.asked) return this.value;
      this.value = value;
      this.problem = null;
    } catch (problem) {
      if (mine !== this.asked) return this.value;
      this.problem = problem;
    }
    this.isLoading = false;
    m.redraw();
    return this.value;
  }

  get isFirst() {
    return this.isLoading && this.value === null;
  }
}

/** A list that is fetched page by page: {items, next}. */
export class LoadedList extends Loaded {
  constructor(fetchPage) {
    super();
    this.fetchPage = fetchPage;
  }

  get items() {
    return (this.value && this.value.items) || [];
  }
  get hasMore() {
    return Boolean(this.value && this.value.next);
  }

  /** From the start, as far as it was there already: who has read on stays where they are. */
  reload() {
    const { length } = this.items;
    return this.from(async () => {
      let all = await this.fetchPage('');
      while (all.next && all.items.length < length) all = await this.following(all);
      return all;
    });
  }

  /** Fetches anew when the question is another one: the words in the URL, say. */
  reloadFor(question) {
    if (this.question === question) return;
    this.question = question;
    this.from(() => this.fetchPage(''));
  }

  more() {
    const before = this.value;
    return this.from(() => this.following(before));
  }

  async following(before) {
    const page = await this.fetchPage(before.next);
    return { ...page, items: before.items.concat(page.items) };
  }
}

/** Calls `action` once things have been quiet for `ms`. */
export function settled(ms, action) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), ms);
  };
}
