package dev.maestro.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatHeadTest {
  private final ChatClient client = new ChatClient();

  private String pass(String body, String model) {
    Buffer bytes = Buffer.buffer(body);
    return client
        .passThrough(bytes, client.head(ClientRequest.of(bytes)), model)
        .toString(StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheModelChangesAndEveryOtherByteStays() {
    String body =
        " {\"x\" : [1.50,1e3,\"\\u00fc ü 東京\"],\n\"model\"  :  \"a\\\"/b\" ,"
            + "\"nested\":{\"model\":\"keep\"}, \"n\":null } \n";

    assertThat(pass(body, "gpt-\"5")).isEqualTo(body.replace("\"a\\\"/b\"", "\"gpt-\\\"5\""));
    RequestHead head = client.head(ClientRequest.of(Buffer.buffer(body)));
    assertThat(head.model()).isEqualTo("a\"/b");
    assertThat(head.stream()).isFalse();
  }

  @Test
  void usageIsAskedForWhereAStreamDoesNot() {
    assertThat(pass("{\"stream\":true,\"model\":\"m\"}", "longer"))
        .isEqualTo(
            "{\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"longer\"}");
    assertThat(pass("{\"stream_options\":{ },\"model\":\"m\",\"stream\":true}", "v"))
        .isEqualTo(
            "{\"stream_options\":{\"include_usage\":true },\"model\":\"v\",\"stream\":true}");
    assertThat(pass("{\"model\":\"m\",\"stream\":true,\"stream_options\":null}", "v"))
        .isEqualTo("{\"model\":\"v\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    assertThat(
            pass(
                "{\"model\":\"m\",\"stream\":true,"
                    + "\"stream_options\":{\"a\":{\"b\":1},\"include_usage\":false}}",
                "v"))
        .isEqualTo(
            "{\"model\":\"v\",\"stream\":true,"
                + "\"stream_options\":{\"a\":{\"b\":1},\"include_usage\":true}}");
    assertThat(
            pass("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"obfuscation\":1}}", "v"))
        .isEqualTo(
            "{\"model\":\"v\",\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true,\"obfuscation\":1}}");
  }

  @Test
  void nothingIsAskedForWhereNoStreamOrUsageIsWanted() {
    String whole = "{\"model\":\"m\",\"stream\":false}";
    String asked = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

    assertThat(pass(whole, "m")).isEqualTo(whole);
    assertThat(pass(asked, "m")).isEqualTo(asked);
    assertThat(client.head(ClientRequest.of(Buffer.buffer(asked))).includeUsage()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"model\":\"m\"",
        "{\"model\":\"m\"}x",
        "{\"model\":\"m\"} {}",
        "nope",
        "{\"model\":}",
        "{}",
        "{\"model\":5}",
        "{\"model\":\" \"}",
        "{\"model\":null}",
        "{\"model\":\"m\",\"stream\":\"yes\"}",
        "{\"model\":\"m\",\"stream_options\":7}",
        "{\"model\":\"a\",\"model\":\"b\"}",
        "{\"model\":\"m\",\"stream_options\":{\"include_usage\":1}}"
      })
  void badBodiesAreRefusedNamingTheField(String body) {
    assertThatThrownBy(() -> client.head(ClientRequest.of(Buffer.buffer(body))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems()).hasSize(1);
              assertThat(refused.facts().problems().getFirst().suggestion()).isNotBlank();
            });
  }

  @Test
  void badJsonIsNamedByItsPositionAndNotByItsText() {
    assertThatThrownBy(() ->
            client.head(ClientRequest.of(Buffer.buffer("{\"model\":\"m\",\n \"key\": secret}"))))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theUsageChunkNobodyAskedForIsRemovedHoweverTheBytesAreCut() {
    String usage = "data: {\"id\":\"1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1}}";
    String before = "data: {\"choices\":[{\"delta\":{\"content\":\"ü\"}}],\"usage\":null}\n\n";
    String azure = "data: {\"choices\":[],\"prompt_filter_results\":[1]}\r\n\r\n";
    byte[] stream =
        (azure + before + usage + "\n\n" + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8);
    RequestHead head =
        client.head(ClientRequest.of(Buffer.buffer("{\"model\":\"m\",\"stream\":true}")));

    for (int size = 1; size <= stream.length; size++) {
      RawFilter filter = client.rawFilter(head);
      Buffer out = Buffer.buffer();
      for (int at = 0; at < stream.length; at += size) {
        out.appendBuffer(
            filter.filter(
                Buffer.buffer().appendBytes(stream, at, Math.min(size, stream.length - at))));
      }
      out.appendBuffer(filter.end());
      assertThat(out.toString()).isEqualTo(azure + before + "data: [DONE]\n\n");
    }
  }

  @Test
  void aUsageChunkAtTheVeryEndIsRemovedToo() {
    RawFilter filter = new UsageFilter(client::writeStreamError);
    assertThat(filter.filter(Buffer.buffer("data: {\"choices\":[],\"usage\":{}}\n")).length())
        .isZero();
    assertThat(filter.end().length()).isZero();
  }

  @Test
  void eventsTooLargeToBeUsagePassAsTheyCome() {
    RawFilter filter = new UsageFilter(client::writeStreamError);
    String large = "data: {\"usage\":{\"a\":\"" + "x".repeat(70_000);
    assertThat(filter.filter(Buffer.buffer(large)).toString()).isEqualTo(large);
    assertThat(filter.filter(Buffer.buffer("\"},\"choices\":[]}\n\ndata: x\n\n")).toString())
        .isEqualTo("\"},\"choices\":[]}\n\ndata: x\n\n");
  }

  @Test
  void nothingIsRemovedWhereTheClientAskedForUsage() {
    RequestHead head =
        client.head(
            ClientRequest.of(
                Buffer.buffer(
                    "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")));
    Buffer chunk = Buffer.buffer("data: {\"choices\":[],\"usage\":{}}\n\n");
    RawFilter filter = client.rawFilter(head);
    assertThat(filter.filter(chunk)).isEqualTo(chunk);
    assertThat(filter.end().length()).isZero();
  }
}
