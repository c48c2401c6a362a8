package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * JSON of messages between nodes. Unknown fields are ignored, and unknown events and frames passed
 * over, so that neighbouring versions understand each other. An unknown part of a request is not:
 * what the client said would be lost in silence.
 */
final class BusJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new DurationWriter())
                  .addDeserializer(Duration.class, new DurationReader()))
          .build();

  private BusJson() {}

  static Buffer write(Object value) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(value));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Fails with a {@link ProviderException} that says why, and none of the text. */
  static <T> T read(Buffer json, Class<T> type) {
    try {
      return MAPPER.readValue(json.getBytes(), type);
    } catch (InvalidTypeIdException newer) {
      throw unreadable(
          "it holds a " + newer.getTypeId() + ", which this node does not know", newer);
    } catch (IOException foreign) {
      throw unreadable("it is no " + type.getSimpleName() + " as this node knows it", foreign);
    }
  }

  /** The failure of whatever a message from another node was for. */
  static ProviderException unreadable(String why, Throwable cause) {
    return ProviderException.of(
        ErrorKind.UNAVAILABLE,
        "A message from another node cannot be read: "
            + why
            + ". Run the same version of Maestro on every node.",
        cause);
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.toMillis());
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Duration.ofMillis(in.getLongValue());
    }
  }
}
