package dev.maestro.dialect.messages;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Answers as the client's side writes them. */
final class WrittenAnswer {
  static final RequestHead HEAD = RequestHead.of("asked", RequestHead.Form.EVENTS);
  private static final MessagesClient CLIENT = new MessagesClient();

  private WrittenAnswer() {}

  /** A stream of events of which {@link StreamEvent.Finished} is the last. */
  static String stream(List<StreamEvent> events) {
    StreamWriter writer = CLIENT.writer(HEAD, "a1");
    Buffer out = Buffer.buffer();
    Usage usage = null;
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.Finished finished) {
        return out.appendBuffer(writer.end(finished, usage)).toString();
      }
      usage = event instanceof StreamEvent.UsageReported reported ? reported.usage() : usage;
      out.appendBuffer(writer.write(event));
    }
    throw new IllegalArgumentException("not finished");
  }

  /** The same in one piece. */
  static Json whole(List<StreamEvent> events) {
    return Json.parse(CLIENT.writeWhole(HEAD, "a1", events, "asked"));
  }
}
