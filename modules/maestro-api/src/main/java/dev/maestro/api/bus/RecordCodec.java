package dev.maestro.api.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Carries immutable values: by reference on one node; between nodes as a version byte, a length,
 * JSON, and raw bytes where the value has any. Readers ignore fields that they do not know.
 */
final class RecordCodec<T> implements MessageCodec<T, T> {
  private static final byte VERSION = 1;

  private final Class<T> type;
  private final Function<T, Object> json;
  private final Function<Buffer, T> parse;
  private final Function<T, Buffer> tail;
  private final BiFunction<T, Buffer, T> join;

  RecordCodec(
      Class<T> type,
      Function<T, Object> json,
      Function<Buffer, T> parse,
      Function<T, Buffer> tail,
      BiFunction<T, Buffer, T> join) {
    this.type = type;
    this.json = json;
    this.parse = parse;
    this.tail = tail;
    this.join = join;
  }

  /** For values that are all JSON. */
  static <T> RecordCodec<T> plain(Class<T> type) {
    return tailed(type, value -> null, (value, none) -> value);
  }

  /** For values with a part that is bytes. */
  static <T> RecordCodec<T> tailed(
      Class<T> type, Function<T, Buffer> tail, BiFunction<T, Buffer, T> join) {
    return new RecordCodec<>(type, value -> value, bytes -> BusJson.read(bytes, type), tail, join);
  }

  @Override
  public void encodeToWire(Buffer out, T value) {
    Buffer head = BusJson.write(json.apply(value));
    Buffer bytes = tail.apply(value);
    out.appendByte(VERSION).appendInt(head.length()).appendBuffer(head);
    out.appendInt(bytes == null ? -1 : bytes.length());
    if (bytes != null) {
      out.appendBuffer(bytes);
    }
  }

  @Override
  public T decodeFromWire(int at, Buffer in) {
    if (in.getByte(at) != VERSION) {
      throw BusJson.unreadable(
          "it is of version " + in.getByte(at) + ", this node speaks " + VERSION, null);
    }
    int head = in.getInt(at + 1);
    T value = parse.apply(in.getBuffer(at + 5, at + 5 + head));
    int length = in.getInt(at + 5 + head);
    int from = at + 9 + head;
    return length < 0 ? value : join.apply(value, in.getBuffer(from, from + length));
  }

  @Override
  public T transform(T value) {
    return value;
  }

  @Override
  public String name() {
    return "maestro." + type.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
