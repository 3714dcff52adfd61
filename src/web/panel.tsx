// A part of the page with a heading, and what it shows while there is no answer, none yet, or an error.
import type { ComponentChildren } from 'preact';
import type { Asked } from './ask.ts';

interface Props<T> {
  id: string;
  title: string;
  asked: Asked<T>;
  /** beside the heading */
  aside?: ComponentChildren;
  className?: string;
  children: (answer: T) => ComponentChildren;
}

export function Panel<T>({ id, title, asked, aside, className, children }: Props<T>) {
  const { answer, failure, isLoading } = asked;
  return (
    <section class={`panel ${className ?? ''}`} aria-labelledby={`${id}-title`} aria-busy={isLoading} id={id}>
      <header class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </header>
      {failure && (
        <div class="failure" role="alert">
          <strong>{failure.title}.</strong> <bdi>{failure.detail}</bdi>
        </div>
      )}
      {answer !== undefined && children(answer)}
      {answer === undefined && !failure && <Waiting />}
    </section>
  );
}

export const Waiting = () => (
  <div class="waiting" role="status">
    <span class="waiting-bar" />
    <span class="waiting-bar" />
    <span class="waiting-bar" />
    <span class="unseen">Loading</span>
  </div>
);

export const Nothing = ({ children }: { children: ComponentChildren }) => <p class="nothing">{children}</p>;
