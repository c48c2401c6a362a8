package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.RequestHead.Form;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiHeadTest {
  private static final String WHOLE = "/v1beta/models/s/m:generateContent";
  private final GeminiClient client = new GeminiClient();

  private RequestHead head(String path, Map<String, String> query, String body) {
    return client.head(new ClientRequest(path, query, Buffer.buffer(body)));
  }

  private String pass(String body, String model) {
    return client
        .passThrough(Buffer.buffer(body), head(WHOLE, Map.of(), body), model)
        .toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/work/gemini-2.5-flash:generateContent,work/gemini-2.5-flash",
    "/v1beta/models/work%2Fgemini-2.5-flash:generateContent,work/gemini-2.5-flash",
    "/v1beta/models/a%20b%2B+c:generateContent,a b++c",
    "/v1beta/models/models/gemini-2.5-flash:countTokens,gemini-2.5-flash",
    "/v1beta/models/work/models/m:generateContent,work/models/m",
    "/v1beta/tunedModels/mine:streamGenerateContent,tunedModels/mine",
    "/v1beta/work/gemini-2.5-flash:generateContent,work/gemini-2.5-flash",
    "/v1beta/models/gateway/work/llama3:8b:generateContent,gateway/work/llama3:8b",
    "/v1/models/work/m:generateContent,work/m"
  })
  void theModelStandsInThePathHoweverItIsWritten(String path, String model) {
    assertThat(head(path, Map.of(), "{}").model()).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "generateContent,,,WHOLE",
    "generateContent,alt,sse,WHOLE",
    "countTokens,,,WHOLE",
    "streamGenerateContent,alt,sse,EVENTS",
    "streamGenerateContent,$alt,sse,EVENTS",
    "streamGenerateContent,alt,json,LIST",
    "streamGenerateContent,key,k,LIST"
  })
  void methodAndQueryTellTheFormOfTheAnswer(String method, String name, String value, Form form) {
    Map<String, String> query = name == null ? Map.of() : Map.of(name, value);
    RequestHead head = head("/v1beta/models/s/m:" + method, query, "{}");
    assertThat(head.form()).isEqualTo(form);
    assertThat(client.streamType(head))
        .isEqualTo(form == Form.LIST ? "application/json" : "text/event-stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1beta/models/:generateContent",
        "/v1beta/models/%20:generateContent",
        "/v1beta/models/%zz:generateContent",
        "/v1beta:generateContent",
        "/v1beta/models/m"
      })
  void aPathWithoutAModelIsRefusedNamingIt(String path) {
    assertThatThrownBy(() -> head(path, Map.of(), "{}"))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused ->
                assertThat(refused.facts().problems().getFirst().field()).isEqualTo("model"));
  }

  @Test
  void anUnknownFormIsRefusedNamingIt() {
    assertThatThrownBy(
            () -> head("/v1beta/models/m:streamGenerateContent", Map.of("alt", "proto"), "{}"))
        .hasMessageContaining("alt: is not known.");
  }

  @Test
  void aBodyThatNamesNoModelPassesAsItIs() {
    String body = " {\"x\" : [1.50,1e3,\"\\u00fc ü\"],\n \"contents\":[{\"model\":\"keep\"}] } \n";
    Buffer bytes = Buffer.buffer(body);
    assertThat(client.passThrough(bytes, head(WHOLE, Map.of(), body), "m")).isSameAs(bytes);
  }

  @Test
  void whereTheBodyNamesTheModelOnlyThatChanges() {
    assertThat(pass("{ \"model\" : \"models/s/m\" , \"ü\":1.0}", "gemini-\"3"))
        .isEqualTo("{ \"model\" : \"models/gemini-\\\"3\" , \"ü\":1.0}");
    assertThat(
            pass(
                "{\"generateContentRequest\":{\"contents\":[{\"model\":\"keep\"}],"
                    + "\"model\":\"models/s/m\"},\"model\":\"s/m\",\"other\":{\"model\":\"keep\"}}",
                "tunedModels/t"))
        .isEqualTo(
            "{\"generateContentRequest\":{\"contents\":[{\"model\":\"keep\"}],"
                + "\"model\":\"tunedModels/t\"},\"model\":\"tunedModels/t\","
                + "\"other\":{\"model\":\"keep\"}}");
    assertThat(pass("{\"generate_content_request\":{\"model\":\"a\"}}", "models/b"))
        .isEqualTo("{\"generate_content_request\":{\"model\":\"models/b\"}}");
    assertThat(pass("{\"model\":null,\"generateContentRequest\":[]}", "b"))
        .isEqualTo("{\"model\":null,\"generateContentRequest\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\":1}x", "{\"a\":1} {}", "nope", "{\"a\":}", "\"a\""})
  void badBodiesAreRefusedBeforeAnySessionIsAsked(String body) {
    assertThatThrownBy(() -> head(WHOLE, Map.of(), body))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(refused.facts().problems().getFirst().field()).isEqualTo("body");
            });
  }

  @Test
  void aBodyOfAnotherCharacterSetIsRefused() {
    Buffer body = Buffer.buffer("{\"model\":\"m\"}", "UTF-16BE");
    assertThatThrownBy(() -> client.head(new ClientRequest(WHOLE, Map.of(), body)))
        .hasMessageContaining("UTF-8");
  }
}
