package dev.maestro.simulator.exchange;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Iterators one after another, each made only when the one before has ended, so that what an event
 * says can depend on those already sent.
 */
public final class Concatenation<T> implements Iterator<T> {
  private final Iterator<Supplier<Iterator<T>>> rest;
  private Iterator<T> current = Collections.emptyIterator();

  public Concatenation(List<Supplier<Iterator<T>>> parts) {
    this(List.copyOf(parts).iterator());
  }

  public Concatenation(Iterator<Supplier<Iterator<T>>> parts) {
    this.rest = parts;
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext() && rest.hasNext()) {
      current = rest.next().get();
    }
    return current.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }

  /** Some items, made when they are needed. */
  public static <T> Supplier<Iterator<T>> items(Supplier<List<T>> items) {
    return () -> items.get().iterator();
  }

  /** Another iterator's items, changed one by one. */
  public static <S, T> Iterator<T> map(Iterator<S> source, Function<S, T> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public T next() {
        return change.apply(source.next());
      }
    };
  }
}
