package dev.maestro.api.bus;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.StreamControl.BodyChunk;
import dev.maestro.api.oauth.Authorization;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.ProviderDescription;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;

/**
 * Registers the codecs of every message type; once per Vert.x instance, before anything is
 * deployed.
 */
public final class BusCodecs {
  private BusCodecs() {}

  /** Registers them. */
  public static void register(EventBus bus) {
    plain(bus, SessionCall.class);
    plain(bus, LoginCall.class);
    plain(bus, Authorization.class);
    plain(bus, Done.class);
    plain(bus, ModelList.class);
    plain(bus, Announcement.class);
    plain(bus, Accepted.class);
    plain(bus, ProviderDescription.class);
    plain(bus, KeyCheck.Good.class);
    plain(bus, KeyCheck.Bad.class);
    plain(bus, KeyCheck.Unknown.class);
    bus.registerDefaultCodec(
        OpenStream.class,
        RecordCodec.tailed(OpenStream.class, BusCodecs::bodyOf, BusCodecs::withBody));
    bus.registerDefaultCodec(
        StreamFrame.class,
        RecordCodec.tailed(StreamFrame.class, BusCodecs::bytesOf, BusCodecs::withBytes));
    bus.registerDefaultCodec(
        StreamControl.class,
        RecordCodec.tailed(StreamControl.class, BusCodecs::chunkOf, BusCodecs::withChunk));
    bus.registerDefaultCodec(
        ProviderException.class,
        new RecordCodec<>(
            ProviderException.class,
            ProviderException::facts,
            json -> new ProviderException(BusJson.read(json, ErrorFacts.class)),
            value -> null,
            (value, none) -> value));
  }

  private static <T> void plain(EventBus bus, Class<T> type) {
    bus.registerDefaultCodec(type, RecordCodec.plain(type));
  }

  private static Buffer bodyOf(OpenStream open) {
    return open.bodyFollows() > 0 ? null : open.call().body();
  }

  private static OpenStream withBody(OpenStream open, Buffer body) {
    return new OpenStream(
        open.stream(), open.opener(), open.credits(), 0, open.call().withBody(body));
  }

  private static Buffer bytesOf(StreamFrame frame) {
    return frame.body() instanceof FrameBody.Data data ? data.raw() : null;
  }

  private static StreamFrame withBytes(StreamFrame frame, Buffer bytes) {
    return frame.body() instanceof FrameBody.Data data
        ? new StreamFrame(frame.stream(), frame.number(), new FrameBody.Data(bytes, data.events()))
        : frame;
  }

  private static Buffer chunkOf(StreamControl control) {
    return control.command() instanceof BodyChunk chunk ? chunk.bytes() : null;
  }

  private static StreamControl withChunk(StreamControl control, Buffer bytes) {
    return control.command() instanceof BodyChunk chunk
        ? new StreamControl(control.stream(), new BodyChunk(chunk.number(), bytes, chunk.last()))
        : control;
  }
}
