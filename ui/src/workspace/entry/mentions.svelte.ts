import * as api from "$lib/api";
import { match } from "$lib/match";
import type { Mention, Mentions, Trigger } from "$lib/mentions";
import { entry as t } from "$lib/messages";
import { asTag, tagsFor } from "$lib/tag-box.svelte";
import type { Linkables } from "../linking.svelte";
import type { Workspace } from "../workspace.svelte";
import type { EntryPage } from "./page.svelte";

/** As many as are offered at a time. */
const MOST = 8;
/** How much of an entry's name is written in a text: whom it is about and when, not what it says. */
const NAMED_PARTS = 3;

const best = (all: readonly Mention[], typed: string): Mention[] =>
  all
    .map((mention) => ({ mention, score: match(mention.label, typed) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ mention }) => mention);

/**
 * Mentions in the texts of an entry. The text holds plain words; what was chosen is linked at the
 * head of the entry: as its client, a tag, a thread or a linked entry.
 */
export class EntryMentions implements Mentions {
  #tags: readonly string[] | null = $state.raw(null);
  #linkables: Linkables;
  #page: EntryPage;
  #workspace: Pick<Workspace, "library" | "notices">;

  constructor(
    workspace: Pick<Workspace, "library" | "notices">,
    page: EntryPage,
    linkables: Linkables,
  ) {
    this.#workspace = workspace;
    this.#page = page;
    this.#linkables = linkables;
  }

  offers(trigger: Trigger, typed: string): readonly Mention[] {
    if (trigger === "@") {
      const clients = this.#workspace.library.clients.filter(({ status }) => status !== "archived");
      return best(
        clients.map(({ id, alias }) => ({ key: id ?? "", label: alias, text: alias })),
        typed,
      );
    }
    return trigger === "#" ? this.#tagOffers(typed) : this.#linkOffers(typed);
  }

  choose(trigger: Trigger, { key, label }: Mention): void {
    const page = this.#page;
    const { head } = page;
    const { notices } = this.#workspace;
    if (trigger === "@") {
      // An entry about somebody stays about them, whoever else is named in it.
      if (!page.form.about_client || head.client !== null) return;
      page.setHead({ client: key });
      notices.say(t.aboutNow(label), () => page.setHead({ client: null }));
    } else if (trigger === "#") {
      if (head.tags.includes(key)) return;
      page.setHead({ tags: [...head.tags, key] });
      notices.say(t.taggedNow(key), () =>
        page.setHead({ tags: page.head.tags.filter((tag) => tag !== key) }),
      );
    } else {
      const [kind = "", id = ""] = key.split(":");
      const of = kind === "thread" ? "threads" : "links";
      if (head[of].includes(id)) return;
      page.setHead({ [of]: [...head[of], id] });
      notices.say(t.linkedNow(label), () =>
        page.setHead({ [of]: page.head[of].filter((other) => other !== id) }),
      );
    }
  }

  #tagOffers(typed: string): Mention[] {
    if (this.#tags === null) {
      queueMicrotask(() => void this.#fetchTags());
      return [];
    }
    const known = typed === "" ? this.#tags.slice(0, MOST) : tagsFor(typed, this.#tags, []);
    const tag = asTag(typed);
    const made = tag !== "" && !this.#tags.includes(tag);
    return [
      ...known.map((one) => ({ key: one, label: one, text: `#${one}` })),
      ...(made ? [{ key: tag, label: t.makeTag(tag), text: `#${tag}`, makes: true }] : []),
    ];
  }

  #linkOffers(typed: string): Mention[] {
    const of = (kind: "thread" | "entry") =>
      this.#linkables.offers(kind).map(({ key, label }) => ({
        key: `${kind}:${key}`,
        label,
        text: kind === "thread" ? label : label.split(", ").slice(0, NAMED_PARTS).join(", "),
      }));
    const entries = of("entry").filter(({ key }) => key !== `entry:${this.#page.id}`);
    return best([...of("thread"), ...entries], typed);
  }

  async #fetchTags(): Promise<void> {
    if (this.#tags === null) this.#tags = (await this.#workspace.notices.attempt(api.tags)) ?? [];
  }
}
